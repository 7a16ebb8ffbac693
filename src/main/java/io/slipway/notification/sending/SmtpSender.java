package io.slipway.notification.sending;

import io.slipway.notification.Deliveries;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** Sends messages by mail, one to each recipient. */
@Component
class SmtpSender implements Sender {

    private final MailSettings settings;
    /** No bean: the health of Slipway is not that of the mail server. */
    private final JavaMailSenderImpl server;

    SmtpSender(MailSettings settings) {
        this.settings = settings;
        this.server = server(settings);
    }

    private static JavaMailSenderImpl server(MailSettings settings) {
        var server = new JavaMailSenderImpl();
        server.setHost(settings.host());
        server.setPort(settings.port());
        server.setDefaultEncoding(StandardCharsets.UTF_8.name());
        if (!settings.username().isEmpty()) {
            server.setUsername(settings.username());
            server.setPassword(settings.password());
        }
        server.setJavaMailProperties(properties(settings));
        return server;
    }

    private static Properties properties(MailSettings settings) {
        var millis = String.valueOf(settings.timeout().toMillis());
        var properties = new Properties();
        properties.setProperty(
                "mail.smtp.auth", String.valueOf(!settings.username().isEmpty()));
        properties.setProperty("mail.smtp.starttls.enable", is(settings, MailSettings.Tls.STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", is(settings, MailSettings.Tls.STARTTLS));
        properties.setProperty("mail.smtp.ssl.enable", is(settings, MailSettings.Tls.IMPLICIT));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.connectiontimeout", millis);
        properties.setProperty("mail.smtp.timeout", millis);
        properties.setProperty("mail.smtp.writetimeout", millis);
        return properties;
    }

    private static String is(MailSettings settings, MailSettings.Tls tls) {
        return String.valueOf(settings.tls() == tls);
    }

    @Override
    public Deliveries.Channel channel() {
        return Deliveries.Channel.MAIL;
    }

    @Override
    public Outcome send(Deliveries.Claim claim) {
        if (!settings.isConfigured()) {
            return Outcome.impossible("No mail server is configured: set 'slipway.mail.host'.");
        }
        try {
            server.send(letter(claim));
            return Outcome.taken("The mail server took it.");
        } catch (AddressException e) {
            return Outcome.impossible("The address of the recipient or the sender is none.");
        } catch (MailAuthenticationException e) {
            return Outcome.failed("The mail server refused the login.");
        } catch (MailException | MessagingException e) {
            return Outcome.failed("The mail server did not take it: %s."
                    .formatted(deepest(e).getClass().getSimpleName()));
        }
    }

    private MimeMessage letter(Deliveries.Claim claim) throws MessagingException {
        var letter = Letter.of(claim.message());
        var message = server.createMimeMessage();
        message.setFrom(new InternetAddress(settings.from(), true));
        message.setRecipient(RecipientType.TO, new InternetAddress(claim.recipient(), true));
        message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        message.setText(letter.text(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(claim.message().at()));
        // The same in every attempt, so that the recipient's mailbox can tell a repetition.
        message.setHeader("Message-ID", "<%s@slipway>".formatted(claim.messageId()));
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }

    private static Throwable deepest(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
