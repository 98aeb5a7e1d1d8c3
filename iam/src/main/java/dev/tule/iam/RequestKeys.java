package dev.tule.iam;

import dev.tule.aws.Circumstances;
import dev.tule.aws.Principal;
import dev.tule.aws.Principal.Kind;
import dev.tule.iam.policy.ConditionKeys;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The condition keys of a request (IAM User Guide, "AWS global condition context keys"), and those
 * of its service.
 *
 * @param identity the user or role that asks; empty for root
 * @param own the service's
 */
record RequestKeys(
        Principal principal,
        Optional<Identity> identity,
        Map<String, List<String>> own,
        Circumstances circumstances)
        implements ConditionKeys {
    private static final String TAG = "aws:principaltag/";

    /** What requests here never have: networks, federations and organisations of AWS's. */
    private static final Set<String> ABSENT =
            Set.of(
                    "aws:calledvia",
                    "aws:calledviafirst",
                    "aws:calledvialast",
                    "aws:federatedprovider",
                    "aws:multifactorauthage",
                    "aws:principalorgid",
                    "aws:principalorgpaths",
                    "aws:principalservicename",
                    "aws:principalservicenameslist",
                    "aws:sourceaccount",
                    "aws:sourcearn",
                    "aws:sourcevpc",
                    "aws:sourcevpce",
                    "aws:vpcsourceip");

    @Override
    public @Nullable List<String> values(String key) {
        List<String> known = own.get(key);
        if (known != null) {
            return known;
        }
        if (key.startsWith(TAG)) {
            return tag(key.substring(TAG.length()));
        }
        return switch (key) {
            case "aws:currenttime" -> List.of(circumstances.time().toString());
            case "aws:epochtime" -> List.of(Long.toString(circumstances.time().getEpochSecond()));
            case "aws:sourceip" -> list(circumstances.source().map(InetAddress::getHostAddress));
            case "aws:useragent" -> list(circumstances.userAgent());
            case "aws:requestedregion" -> list(circumstances.region());
            case "aws:securetransport" -> list(circumstances.secure().map(String::valueOf));
            case "aws:principalarn" -> List.of(identity.map(Identity::arn).orElse(principal.arn()));
            case "aws:principalaccount" -> List.of(principal.account());
            case "aws:principaltype" -> List.of(type());
            case "aws:userid" -> List.of(principal.userId());
            case "aws:username" ->
                    list(identity.filter(Identity.User.class::isInstance).map(Identity::name));
            // Nobody has a device; of lasting keys AWS says nothing about one.
            case "aws:multifactorauthpresent" ->
                    principal.kind() == Kind.ASSUMED_ROLE ? List.of("false") : List.of();
            case "aws:viaawsservice", "aws:principalisawsservice" -> List.of("false");
            default -> ABSENT.contains(key) ? List.of() : null;
        };
    }

    private List<String> tag(String name) {
        return identity.stream()
                .flatMap(it -> it.tags().entrySet().stream())
                .filter(tag -> tag.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    private String type() {
        return switch (principal.kind()) {
            case ROOT -> "Account";
            case USER -> "User";
            case ASSUMED_ROLE -> "AssumedRole";
            case FEDERATED_USER -> "FederatedUser";
            case ANONYMOUS -> "Anonymous";
        };
    }

    private static List<String> list(Optional<String> value) {
        return value.map(List::of).orElse(List.of());
    }
}
