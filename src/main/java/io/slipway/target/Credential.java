package io.slipway.target;

/** A login and where its password is kept: {@code env:NAME}, {@code file:/path}, {@code exec:command}, or nothing at all. */
public record Credential(String username, String passwordReference) {

    @Override
    public String toString() {
        return "Credential[" + username + "]";
    }
}
