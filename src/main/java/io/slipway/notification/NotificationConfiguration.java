package io.slipway.notification;

import io.slipway.notification.sending.MailSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Makes the settings of the module known. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({NotificationSettings.class, MailSettings.class})
class NotificationConfiguration {}
