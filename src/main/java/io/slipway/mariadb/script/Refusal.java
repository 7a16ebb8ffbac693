package io.slipway.mariadb.script;

import org.springframework.modulith.NamedInterface;

/**
 * Why a statement is not run as a migration.
 *
 * @param position of the statement, from 1
 * @param line where it begins, from 1
 * @param what it does, to follow its name in a sentence
 */
@NamedInterface("script")
public record Refusal(int position, int line, String what, String help) {}
