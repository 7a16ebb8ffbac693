package io.slipway.notification.sending;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * By which server mail is sent.
 *
 * @param host the SMTP server; empty: there is none
 * @param username of Slipway's login there; empty: none
 * @param password of that login
 * @param from the sender's address
 * @param tls how the connection is protected; never turned down where it fails
 * @param timeout how long the server has for each answer
 */
@ConfigurationProperties("slipway.mail")
public record MailSettings(
        @DefaultValue("") String host,
        @DefaultValue("587") int port,
        @DefaultValue("") String username,
        @Nullable String password,
        @DefaultValue("") String from,
        @DefaultValue("STARTTLS") Tls tls,
        @DefaultValue("10s") Duration timeout) {

    /** How a connection to the mail server is protected. */
    public enum Tls {
        /** It begins in the clear and is encrypted before anything is said. */
        STARTTLS,
        /** It is encrypted from the beginning. */
        IMPLICIT,
        /** Not at all; for a server on this machine. */
        NONE
    }

    public MailSettings {
        if (!host.isEmpty() && from.isEmpty()) {
            throw new IllegalArgumentException("slipway.mail.host is set and slipway.mail.from is not");
        }
        if (tls == Tls.NONE && !host.isEmpty() && !isLoopback(host)) {
            throw new IllegalArgumentException("slipway.mail.tls may be 'none' only for a mail server on loopback");
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.matches("127(?:\\.\\d{1,3}){3}") || host.equals("::1");
    }

    boolean isConfigured() {
        return !host.isEmpty();
    }

    @Override
    public String toString() {
        return "MailSettings[%s:%d]".formatted(host, port);
    }
}
