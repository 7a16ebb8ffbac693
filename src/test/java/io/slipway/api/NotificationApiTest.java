package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Tokens;
import io.slipway.notification.NotificationRounds;
import io.slipway.notification.Told;
import io.slipway.project.Accounts;
import io.slipway.project.ProjectFixtures;
import io.slipway.testing.Caller;
import io.slipway.testing.SlipwayTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@SlipwayTest
@Import(Told.class)
class NotificationApiTest {

    private static final String PATH = "/v1/projects/shop/notifications";

    @Autowired
    Caller api;

    @Autowired
    Accounts accounts;

    @Autowired
    Tokens tokens;

    @Autowired
    NotificationRounds rounds;

    @Autowired
    Told told;

    @BeforeEach
    void tell() throws Exception {
        told.startAnew("Add customer");
        told.byMail();
        told.happens();
        told.happens();
        told.happens();
        rounds.tell();
        rounds.deliver();
    }

    private String token(String name) {
        var account = told.account(name);
        return tokens.issue(account, "test", null, account).secret().text();
    }

    @Test
    void showsAnOwnerEachDeliveryAndWhyItFailed() {
        var list = api.get(PATH, token("olga"));

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.body().at("/items")).hasSize(3);
        assertThat(list.text("/items/0/name")).isEqualTo("projects/shop/notifications/3");
        assertThat(list.text("/items/0/event")).isEqualTo("done");
        assertThat(list.text("/items/0/issue")).isEqualTo("projects/shop/issues/7");
        assertThat(list.text("/items/0/channel")).isEqualTo("MAIL");
        assertThat(list.text("/items/0/recipient")).isEqualTo("dora@example.com");
        assertThat(list.text("/items/0/status")).isEqualTo("GIVEN_UP");
        assertThat(list.text("/items/0/result")).isEqualTo("No mail server is configured: set 'slipway.mail.host'.");
        assertThat(list.text("/items/0/delivery")).matches("[0-9a-f-]{36}");
        assertThat(list.body().at("/items/0/attempts").asInt()).isOne();
        assertThat(list.body().at("/items/0").has("nextAttemptAt")).isFalse();
    }

    @Test
    void listsPageByPageTheNewestFirst() {
        var token = token("olga");

        var first = api.get(PATH + "?pageSize=2", token);
        var second = api.get(PATH + "?pageSize=2&pageToken=" + first.text("/nextPageToken"), token);

        assertThat(first.text("/items/1/name")).isEqualTo("projects/shop/notifications/2");
        assertThat(second.text("/items/0/name")).isEqualTo("projects/shop/notifications/1");
        assertThat(second.body().has("nextPageToken")).isFalse();
    }

    @Test
    void isForOwnersOnly() {
        var stranger = accounts.save(ProjectFixtures.person("stranger"));
        var refused = api.get(PATH, token("rita"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/code")).isEqualTo("role-missing");
        assertThat(api.get(PATH, token(stranger.name())).status()).isEqualTo(404);
        assertThat(api.get(PATH, null).status()).isEqualTo(401);
    }
}
