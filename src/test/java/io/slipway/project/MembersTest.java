package io.slipway.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.failure.RejectedException;
import io.slipway.testing.SlipwayTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SlipwayTest
class MembersTest {

    @Autowired
    Projects projects;

    @Autowired
    Accounts accounts;

    @Autowired
    Members members;

    private Project shop = ProjectFixtures.project("shop");
    private Account ann = ProjectFixtures.person("ann");

    @BeforeEach
    void save() {
        shop = projects.save(shop);
        ann = accounts.save(ann);
    }

    @Test
    void knowsTheRolesOfEach() {
        members.set(shop.id(), Map.of(ann.id(), Set.of(Role.DEVELOPER, Role.APPROVER)));

        assertThat(members.roles(shop.id(), ann.id())).containsExactlyInAnyOrder(Role.DEVELOPER, Role.APPROVER);
        assertThat(members.roles(shop.id(), ann.id() + 1)).isEmpty();
        assertThat(members.having(shop.id(), Role.APPROVER)).containsExactly(ann);
        assertThat(members.of(shop.id())).isEqualTo(Map.of(ann.id(), Set.of(Role.DEVELOPER, Role.APPROVER)));
    }

    @Test
    void requiresOneOfTheRoles() {
        members.set(shop.id(), Map.of(ann.id(), Set.of(Role.DEVELOPER)));

        assertThatCode(() -> members.require(ann, shop, Role.OWNER, Role.DEVELOPER))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> members.require(ann, shop, Role.OWNER, Role.RELEASER))
                .isInstanceOfSatisfying(RejectedException.class, e -> {
                    assertThat(e.code()).isEqualTo("role-missing");
                    assertThat(e.reason()).isEqualTo(RejectedException.Reason.FORBIDDEN);
                })
                .hasMessage("'ann' is no owner or releaser of project 'shop'.");
    }

    @Test
    void mapsACommitAuthorToAMemberWhateverTheCase() {
        members.set(shop.id(), Map.of(ann.id(), Set.of(Role.DEVELOPER)));
        var stranger = accounts.save(ProjectFixtures.person("stranger"));

        assertThat(members.accountByEmail(shop.id(), " Ann@Example.com ")).contains(ann);
        assertThat(members.accountByEmail(shop.id(), stranger.emails().getFirst()))
                .isEmpty();
        assertThat(members.accountByEmail(shop.id(), "nobody@example.com")).isEmpty();
    }

    @Test
    void mapsNobodyWhenTwoMembersShareAnAddress() {
        var twin = accounts.save(new Account(
                0, "twin", Account.Kind.PERSON, false, List.of("ANN@example.com"), ProjectFixtures.CREATED));
        members.set(shop.id(), Map.of(ann.id(), Set.of(Role.DEVELOPER), twin.id(), Set.of(Role.DEVELOPER)));

        assertThat(members.accountByEmail(shop.id(), "ann@example.com")).isEmpty();
    }
}
