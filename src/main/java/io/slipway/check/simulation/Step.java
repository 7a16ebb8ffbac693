package io.slipway.check.simulation;

/** One file's text to be run. */
record Step(String path, String text) {}
