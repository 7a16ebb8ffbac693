package io.slipway.check;

import io.slipway.target.Credential;

/**
 * A server that holds nothing of value, on which changes are tried out in databases that are thrown away.
 *
 * @param url the JDBC URL of a database to log in to, usually {@code postgres}
 * @param owner a login that may create databases and roles
 */
public record ScratchServer(String url, Credential owner) {}
