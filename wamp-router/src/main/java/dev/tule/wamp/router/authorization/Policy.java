package dev.tule.wamp.router.authorization;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.authorization.Patterns.Pattern;
import dev.tule.wamp.router.matching.PatternIndex;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Role}, ready to decide. Finding a permission takes no lock and as long as the URI is,
 * whatever the number of permissions. Immutable; safe for use by many threads.
 */
public final class Policy {
    /** May do everything, ending sessions among it. */
    public static final Policy UNRESTRICTED = new Policy();

    /** What is done to others' sessions is allowed by name only. */
    private static final Set<Uri> FORCE =
            Set.of(
                    Uri.of("wamp.session.kill"),
                    Uri.of("wamp.session.kill_by_authid"),
                    Uri.of("wamp.session.kill_by_authrole"),
                    Uri.of("wamp.session.kill_all"),
                    Uri.of("wamp.registration.remove_callee"),
                    Uri.of("wamp.subscription.remove_subscriber"));

    private final boolean unrestricted;
    private final boolean ordinary;
    private final List<Permission> permissions;
    private final Optional<Uri> authorizer;
    private final PatternIndex<Permission> index = new PatternIndex<>();

    private Policy() {
        this.unrestricted = true;
        this.ordinary = true;
        this.permissions = List.of(Permission.all());
        this.authorizer = Optional.empty();
    }

    private Policy(Role role) {
        this.unrestricted = false;
        this.ordinary = role.permissions().equals(List.of(Permission.all()));
        this.permissions = role.permissions();
        this.authorizer = role.authorizer();
        for (Permission permission : permissions) {
            index.put(permission.match(), permission.uri().value(), permission);
        }
    }

    public static Policy of(Role role) {
        return new Policy(role);
    }

    /** Whether no question about that URI need be asked: the answer is yes. */
    public boolean allowsAll(Uri uri) {
        return ordinary && (unrestricted || !uri.reserved());
    }

    /** The procedure that decides where this doesn't. */
    public Optional<Uri> authorizer() {
        return authorizer;
    }

    /** Decides; null where the authorizer has to. */
    public @Nullable Decision decide(Question question) {
        if (unrestricted) {
            return Decision.ALLOWED;
        }
        return question.match() == MatchPolicy.EXACT ? ofUri(question) : ofPattern(question);
    }

    private @Nullable Decision ofUri(Question question) {
        Permission best = index.best(question.uri().value());
        if (best == null) {
            return byDefault();
        }
        boolean allowed =
                best.allow().contains(question.action())
                        && (best.reserved() || !FORCE.contains(question.uri()));
        return allowed ? Decision.allowed(best.discloses()) : Decision.DENIED;
    }

    private @Nullable Decision byDefault() {
        return authorizer.isPresent() ? null : Decision.DENIED;
    }

    /**
     * A pattern is allowed where every URI of it is: by the best of the permissions that cover it
     * whole, if no other that could match one of its URIs better forbids it.
     */
    private @Nullable Decision ofPattern(Question question) {
        Pattern asked = new Pattern(question.uri().value(), question.match());
        Permission covering = null;
        for (Permission permission : permissions) {
            if (Patterns.covers(pattern(permission), asked)
                    && (covering == null || beats(permission, covering, asked))) {
                covering = permission;
            }
        }
        if (covering == null) {
            return byDefault();
        }
        if (!covering.allow().contains(question.action())) {
            return Decision.DENIED;
        }
        for (Permission permission : permissions) {
            if (!permission.allow().contains(question.action())
                    && Patterns.overlap(pattern(permission), asked)
                    && !beats(covering, permission, asked)) {
                return Decision.DENIED;
            }
        }
        return Decision.allowed(covering.discloses());
    }

    private static Pattern pattern(Permission permission) {
        return new Pattern(permission.uri().value(), permission.match());
    }

    /** Whether the first decides about every URI asked for that both match. */
    private static boolean beats(Permission one, Permission other, Pattern asked) {
        return switch (one.match()) {
            case EXACT -> true;
            case PREFIX ->
                    whole(one, asked)
                            && switch (other.match()) {
                                case EXACT -> false;
                                case PREFIX ->
                                        one.uri().value().length() > other.uri().value().length();
                                case WILDCARD -> true;
                            };
            case WILDCARD -> false;
        };
    }

    /** Whether the prefix ends where a component ends, in all that is asked for. */
    private static boolean whole(Permission prefix, Pattern asked) {
        String text = prefix.uri().value();
        return text.isEmpty() || text.endsWith(".") || asked.text().startsWith(text + ".");
    }
}
