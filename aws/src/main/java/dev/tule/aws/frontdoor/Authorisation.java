package dev.tule.aws.frontdoor;

import dev.tule.aws.Authoriser;
import dev.tule.aws.Authoriser.Decision;
import dev.tule.aws.AwsCall;
import dev.tule.aws.Circumstances;
import dev.tule.aws.Permission;
import dev.tule.aws.protocol.WireError;
import java.util.List;
import java.util.function.Function;

/** Lets through what is allowed in all its parts. */
record Authorisation(Authoriser authoriser) {

    /**
     * Returns if everything is allowed.
     *
     * @param denied the error of the request's protocol, for a sentence
     */
    void require(AwsCall call, List<Permission> needed, Function<String, WireError> denied) {
        if (needed.isEmpty()) {
            throw new IllegalStateException("an operation that asks for no permission");
        }
        Circumstances circumstances = Circumstances.of(call);
        for (Permission permission : needed) {
            Decision decision = authoriser.authorise(call.principal(), permission, circumstances);
            if (!decision.isAllowed()) {
                throw new Refusal(denied.apply(sentence(call, permission, decision)));
            }
        }
    }

    private static String sentence(AwsCall call, Permission permission, Decision decision) {
        String why =
                decision == Decision.EXPLICIT_DENY
                        ? "with an explicit deny in an identity-based policy"
                        : "because no identity-based policy allows the "
                                + permission.action()
                                + " action";
        return "User: %s is not authorized to perform: %s on resource: %s %s"
                .formatted(call.principal().arn(), permission.action(), permission.resource(), why);
    }
}
