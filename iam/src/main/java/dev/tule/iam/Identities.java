package dev.tule.iam;

import dev.tule.aws.Principal;
import dev.tule.iam.Identity.Kind;
import dev.tule.iam.Identity.Role;
import dev.tule.iam.Identity.User;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The users and roles of an account, as rows. Safe for use by many threads: it has no state. */
record Identities(String account) {

    Optional<Identity> find(Snapshot rows, Kind kind, String name) {
        return rows.get(Rows.name(account, kind, name))
                .map(id -> Fields.of(id, 1).text())
                .flatMap(id -> byId(rows, id));
    }

    /** The unique id of the user or role that a principal is. */
    static String id(Principal principal) {
        int colon = principal.userId().indexOf(':'); // AROA...:session of an assumed role
        return colon < 0 ? principal.userId() : principal.userId().substring(0, colon);
    }

    static Optional<Identity> byId(Snapshot rows, String id) {
        return rows.get(Rows.identity(id)).map(Rows::identity);
    }

    /** A page of the identities of a kind, in the order of their names. */
    Listing<Identity> list(
            Snapshot rows,
            Kind kind,
            @Nullable String pathPrefix,
            @Nullable Integer maxItems,
            @Nullable String marker) {
        String prefix = Objects.requireNonNullElse(pathPrefix, "/");
        return Listing.of(
                rows,
                Rows.names(account, kind),
                maxItems,
                marker,
                entry ->
                        find(rows, kind, Rows.last(entry.key()))
                                .filter(identity -> identity.path().startsWith(prefix)));
    }

    User user(Snapshot rows, String name) {
        return (User) require(rows, Kind.USER, name);
    }

    Role role(Snapshot rows, String name) {
        return (Role) require(rows, Kind.ROLE, name);
    }

    Identity require(Snapshot rows, Kind kind, String name) {
        return find(rows, kind, name)
                .orElseThrow(() -> Faults.noSuch(kind.word() + " with name " + name));
    }

    /** Adds an identity whose name is free. */
    void add(Transaction rows, Identity identity) {
        Key name = Rows.name(account, identity.kind(), identity.name());
        if (rows.get(name).isPresent()) {
            String word = identity.kind().word();
            throw Faults.exists(
                    word.substring(0, 1).toUpperCase(Locale.ROOT)
                            + word.substring(1)
                            + " with name "
                            + identity.name());
        }
        rows.put(name, Fields.pack(1, identity.id()));
        change(rows, identity);
    }

    /** Writes an identity under the name that it has. */
    void change(Transaction rows, Identity identity) {
        rows.put(Rows.identity(identity.id()), Rows.pack(identity));
    }

    void rename(Transaction rows, Identity from, Identity to) {
        rows.delete(Rows.name(account, from.kind(), from.name()));
        add(rows, to);
    }

    /** Removes an identity that owns nothing any more. */
    void remove(Transaction rows, Identity identity) {
        requireNone(rows, Rows.owned(identity.id()), "delete access keys");
        requireNone(rows, Rows.inline(identity.id()), "delete policies");
        requireNone(rows, Rows.attached(identity.id()), "detach all policies");
        requireNone(rows, Rows.holders(identity.id()), "remove roles from instance profile");
        rows.delete(Rows.name(account, identity.kind(), identity.name()));
        rows.delete(Rows.identity(identity.id()));
    }

    private static void requireNone(Snapshot rows, Key prefix, String first) {
        Page page = rows.range(KeyRange.within(prefix), 1, Snapshot.Direction.FORWARD);
        if (!page.entries().isEmpty()) {
            throw Faults.deleteConflict(first);
        }
    }
}
