package dev.tule.wamp.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Uri;
import dev.tule.wamp.UriRule;
import dev.tule.wamp.router.authentication.Authentication;
import dev.tule.wamp.router.authorization.Action;
import dev.tule.wamp.router.authorization.Permission;
import dev.tule.wamp.router.authorization.Role;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.Reloaded;
import dev.tule.wamp.router.config.RouterConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A configuration that changes while sessions are open. */
class ReloadTest {
    private static final Role ALL = Role.of("anonymous", Permission.all());
    private static final Role SOME =
            Role.of(
                    "anonymous",
                    Permission.of("a.", MatchPolicy.PREFIX, Action.SUBSCRIBE, Action.REGISTER));

    private final Router router = Router.start(config(realm("realm1", ALL)));

    @AfterEach
    void stop() {
        router.close();
    }

    private static RealmConfig realm(String name, Role... roles) {
        return RealmConfig.open(name).withRoles(roles);
    }

    private static RouterConfig config(RealmConfig... realms) {
        return RouterConfig.defaults().withRealms(realms);
    }

    @Test
    void aNewRealmOpensAndAnOldOneSaysGoodbye() {
        RawClient old = RawClient.joined(router);
        Reloaded reloaded = router.reload(config(realm("realm2", ALL)));
        assertThat(reloaded.opened()).containsExactly(Uri.of("realm2"));
        assertThat(reloaded.closed()).containsExactly(Uri.of("realm1"));
        assertThat(old.next()).startsWith("[6,").endsWith("\"wamp.close.close_realm\"]");
        RawClient.joined(router, "realm2");
        RawClient late = new RawClient(router);
        late.say("[1,\"realm1\",{\"roles\":{\"caller\":{}}}]");
        late.expectAbort("wamp.error.no_such_realm");
    }

    @Test
    void whatARoleMayNoLongerDoIsRevoked() {
        RawClient client = new RawClient(router);
        client.say(
                "[1,\"realm1\",{\"roles\":{\"subscriber\":{\"features\":{"
                        + "\"subscription_revocation\":true}},\"callee\":{}}}]");
        assertThat(client.next()).startsWith("[2,");
        client.say("[32,1,{},\"a.b\"]");
        client.next("[33,1,1]");
        client.say("[32,2,{},\"b.c\"]");
        client.next("[33,2,1]");
        client.say("[64,3,{},\"b.serve\"]");
        client.next("[65,3,1]");

        Reloaded reloaded = router.reload(config(realm("realm1", SOME)));
        assertThat(reloaded.revoked()).isEqualTo(2);
        assertThat(client.next()).startsWith("[35,0,{").contains("not authorized any more");
        client.say("[32,4,{},\"b.c\"]");
        assertThat(client.next()).startsWith("[8,32,4,{},\"wamp.error.not_authorized\"");
        client.say("[32,5,{},\"a.b\"]");
        client.next("[33,5,1]");

        assertThat(router.reload(config(realm("realm1", ALL))).revoked()).isZero();
        client.say("[32,6,{},\"b.c\"]");
        client.next("[33,6,1]");
    }

    @Test
    void aSessionWhoseRoleIsGoneEnds() {
        RawClient client = RawClient.joined(router);
        Reloaded reloaded =
                router.reload(config(realm("realm1", Role.of("other", Permission.all()))));
        assertThat(reloaded.ended()).isEqualTo(1);
        assertThat(client.next()).startsWith("[6,").endsWith("\"wamp.error.no_such_role\"]");
    }

    @Test
    void changedAuthenticationIsForThoseWhoCome() {
        RawClient before = RawClient.joined(router);
        router.reload(config(realm("realm1", ALL).with(Authentication.NONE)));
        RawClient after = new RawClient(router);
        after.say("[1,\"realm1\",{\"roles\":{\"caller\":{}}}]");
        after.expectAbort("wamp.error.authentication_required");
        before.say("[32,1,{},\"a.b\"]");
        before.next("[33,1,1]");
    }

    @Test
    void whatTakesEffectLaterIsNamed() {
        Reloaded reloaded = router.reload(config(realm("realm1", ALL).with(UriRule.STRICT)));
        assertThat(reloaded.pending()).containsExactly("uris of realm realm1");
    }
}
