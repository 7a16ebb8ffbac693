package io.slipway.target.ledger;

import java.time.OffsetDateTime;
import org.springframework.modulith.NamedInterface;

/** One server process, told apart from later ones of the same number by when it started. */
@NamedInterface("ledger")
public record Backend(int pid, OffsetDateTime startedAt) {}
