package dev.tule.mtv.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.models.IntegrityError;
import dev.tule.mtv.test.Client;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PermissionsTest {
    private Site site;
    private Client client;

    @BeforeEach
    void open() {
        site = new Site(null);
        client = site.client();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Permission permission(String codename) {
        return Permission.objects.get("app", "auth", "codename", codename);
    }

    private void login(String name) {
        client.post("/accounts/login/", "username", name, "password", "a good password");
    }

    @Test
    void eachModelHasFourAndOnlyOnce() {
        Permission.createMissing(site.databases);
        List<String> all =
                site.call(() -> Permission.objects.list().stream().map(Object::toString).toList());
        assertThat(all)
                .hasSize(12)
                .doesNotHaveDuplicates()
                .contains("auth.add_user", "auth.change_group", "auth.delete_permission")
                .contains("auth.view_user");
    }

    @Test
    void aUserHasOwnPermissionsAndThoseOfGroups() {
        User ann = site.user("ann", "a good password");
        site.call(
                () -> {
                    Group shepherds = Group.objects.create("name", "shepherds");
                    shepherds.permissions.add(permission("view_group"));
                    shepherds.save();
                    ann.groups.add(shepherds);
                    ann.userPermissions.add(permission("add_user"));
                    ann.save();
                    User same = User.objects.get("pk", ann.id);
                    assertThat(same.hasPerm("auth.view_group")).isTrue();
                    assertThat(same.hasPerms(List.of("auth.view_group", "auth.add_user"))).isTrue();
                    assertThat(same.hasPerm("auth.delete_user")).isFalse();
                    assertThat(same.hasModulePerms("auth")).isTrue();
                    assertThat(same.hasModulePerms("au")).isFalse();
                    same.isActive = false;
                    assertThat(same.hasPerm("auth.view_group")).isFalse();
                    return same;
                });
    }

    @Test
    void aSuperuserMayDoEverything() {
        User root = site.call(() -> User.createSuperuser("root", null, "a good password"));
        assertThat(root.hasPerm("anything.at_all")).isTrue();
        assertThat(root.isStaff).isTrue();
    }

    @Test
    void viewsAskForPermissions() {
        site.user("ann", "a good password");
        assertThat(client.get("/pens/").status()).as("nobody").isEqualTo(302);
        login("ann");
        assertThat(client.get("/pens/").status()).as("not allowed").isEqualTo(403);
        assertThat(client.get("/staff/").status()).isEqualTo(403);

        site.call(
                () -> {
                    User ann = User.objects.get("username", "ann");
                    ann.userPermissions.add(permission("view_group"));
                    ann.isStaff = true;
                    ann.save();
                    return ann;
                });
        assertThat(client.get("/pens/").text()).isEqualTo("pens");
        assertThat(client.get("/staff/").text()).isEqualTo("staff");
    }

    @Test
    void namesAreUniqueAndOfOneForm() {
        site.user("ann", "a good password");
        assertThatThrownBy(() -> site.user("ann", "a good password"))
                .isInstanceOf(IntegrityError.class);
        assertThat(site.user("\uFF42ob", "a good password").username).isEqualTo("bob");
        assertThatThrownBy(() -> site.user(" ", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void templatesKnowTheUser() {
        site.user("ann", "a good password");
        assertThat(client.get("/me/").text()).isEqualTo("nobody");
        login("ann");
        assertThat(client.get("/me/").text()).isEqualTo("ann");
        site.call(() -> User.objects.filter("username", "ann").update("isSuperuser", true));
        assertThat(client.get("/me/").text()).isEqualTo("ann may");
    }
}
