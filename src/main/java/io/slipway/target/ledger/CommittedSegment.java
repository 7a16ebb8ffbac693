package io.slipway.target.ledger;

import org.springframework.modulith.NamedInterface;

/**
 * A segment that was committed of a file whose version is not in the target as a whole.
 *
 * @param position among the file's segments, from 1
 * @param sha256 of its text
 */
@NamedInterface("ledger")
public record CommittedSegment(String track, String version, int position, String sha256) {}
