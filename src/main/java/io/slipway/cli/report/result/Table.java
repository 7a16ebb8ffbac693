package io.slipway.cli.report.result;

import java.util.List;

/** A table for people; its cells are untrusted text. */
public record Table(List<String> headers, List<List<String>> rows) {}
