package io.slipway.check.simulation;

/**
 * A statement that was not run.
 *
 * @param what it is, for a person
 * @param missed whether a later statement may fail for want of it
 */
record LeftOut(int line, String what, boolean missed) {}
