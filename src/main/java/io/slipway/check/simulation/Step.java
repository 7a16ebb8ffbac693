package io.slipway.check.simulation;

/** One file's text to be run, as a version of a track. */
record Step(String track, String version, String path, String text) {}
