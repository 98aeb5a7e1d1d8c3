package dev.tule.iam;

import dev.tule.iam.Identity.Kind;
import dev.tule.iam.Identity.Role;
import dev.tule.iam.Identity.User;
import dev.tule.store.Key;
import dev.tule.store.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where everything stands in the store. What belongs to an identity stands under its unique id, so
 * that renaming moves one row.
 *
 * <pre>
 * name, account, kind, name in lower case -> id        names are unique without regard to case
 * identity, id                            -> user or role
 * inline, id, policy name                 -> document
 * attached, id, policy ARN                -> nothing
 * attachment, policy ARN, id              -> nothing
 * policy, account, path and name          -> managed policy
 * instance-profile, account, name in lower case -> {@link InstanceProfileRow}
 * server-certificate, account, name in lower case -> {@link ServerCertificateRow}
 * holder, role id, profile name in lower case   -> nothing
 * key, access key id                      -> {@link KeyRow}
 * owned, id (of root: the account), access key id -> nothing
 * used, access key id                     -> {@link LastUse}
 * session, access key id                  -> {@link SessionRow}
 * expiry, seconds, access key id          -> nothing
 * secrets                                 -> proof that the key file is the right one
 * </pre>
 *
 * One shard holds all accounts, for an access key must be found before its account is known.
 */
final class Rows {
    static final Shard SHARD = new Shard("iam");
    static final Key SECRETS = Key.of("secrets");
    static final byte[] NOTHING = new byte[0];

    private static final int FORM = 1;

    private Rows() {}

    static Key name(String account, Kind kind, String name) {
        return names(account, kind).with(name.toLowerCase(Locale.ROOT));
    }

    static Key names(String account, Kind kind) {
        return Key.of("name", account, kind.word());
    }

    static Key identity(String id) {
        return Key.of("identity", id);
    }

    static Key inline(String id) {
        return Key.of("inline", id);
    }

    static Key attached(String id) {
        return Key.of("attached", id);
    }

    static Key attachment(String policyArn) {
        return Key.of("attachment", policyArn);
    }

    static Key policies(String account) {
        return Key.of("policy", account);
    }

    static Key instanceProfile(String account, String name) {
        return instanceProfiles(account).with(name.toLowerCase(Locale.ROOT));
    }

    static Key instanceProfiles(String account) {
        return Key.of("instance-profile", account);
    }

    static Key serverCertificate(String account, String name) {
        return serverCertificates(account).with(name.toLowerCase(Locale.ROOT));
    }

    static Key serverCertificates(String account) {
        return Key.of("server-certificate", account);
    }

    /** The instance profiles that have a role. */
    static Key holders(String roleId) {
        return Key.of("holder", roleId);
    }

    static Key holder(String roleId, String profileName) {
        return holders(roleId).with(profileName.toLowerCase(Locale.ROOT));
    }

    static Key key(String accessKeyId) {
        return Key.of("key", accessKeyId);
    }

    static Key keys() {
        return Key.of("key");
    }

    static Key owned(String ownerId) {
        return Key.of("owned", ownerId);
    }

    static Key used(String accessKeyId) {
        return Key.of("used", accessKeyId);
    }

    static Key session(String accessKeyId) {
        return Key.of("session", accessKeyId);
    }

    static Key expiry() {
        return Key.of("expiry");
    }

    /** The last element of a key, which is a string. */
    static String last(Key key) {
        return (String) key.elements().getLast();
    }

    static byte[] pack(Identity identity) {
        List<Object> fields = new ArrayList<>();
        fields.add(FORM);
        fields.add(identity.kind().word());
        fields.add(identity.account());
        fields.add(identity.name());
        fields.add(identity.path());
        fields.add(identity.id());
        fields.add(identity.created().getEpochSecond());
        if (identity instanceof Role role) {
            fields.add(role.trustPolicy());
            fields.add(role.description());
            fields.add(role.longestSessionSeconds());
        }
        addPairs(identity.tags(), fields);
        return Fields.pack(fields.toArray());
    }

    static Identity identity(byte[] value) {
        Fields fields = Fields.of(value, FORM);
        boolean isRole = fields.text().equals(Kind.ROLE.word());
        User user =
                new User(
                        fields.text(),
                        fields.text(),
                        fields.text(),
                        fields.text(),
                        fields.instant(),
                        Map.of());
        if (!isRole) {
            return user.withTags(fields.pairs());
        }
        return new Role(
                        user.account(),
                        user.name(),
                        user.path(),
                        user.id(),
                        user.created(),
                        Map.of(),
                        fields.text(),
                        fields.text(),
                        (int) fields.number())
                .withTags(fields.pairs());
    }

    static void addPairs(Map<String, String> pairs, List<Object> to) {
        pairs.forEach(
                (name, value) -> {
                    to.add(name);
                    to.add(value);
                });
    }
}
