package dev.tule.iam;

import dev.tule.iam.policy.MalformedPolicyException;
import dev.tule.iam.policy.PolicyDocument;
import dev.tule.iam.policy.PolicyDocument.Kind;
import org.jspecify.annotations.Nullable;

/** Lets policies in that are legal, and refuses others in IAM's words. */
final class LegalPolicy {
    private LegalPolicy() {}

    /** An identity's policy, as it is. */
    static String ofIdentity(@Nullable String document, int longest) {
        return checked(document, longest, Kind.IDENTITY);
    }

    /** A role's trust policy, as it is. */
    static String ofTrust(@Nullable String document, int longest) {
        return checked(document, longest, Kind.TRUST);
    }

    private static String checked(@Nullable String document, int longest, Kind kind) {
        if (document == null || document.isEmpty()) {
            throw Faults.malformedPolicy("The policy document is empty.");
        }
        if (document.length() > longest) {
            throw Faults.limitExceeded("PolicySize: " + longest);
        }
        read(document, kind);
        return document;
    }

    /** Reads a policy that somebody sends to be looked at. */
    static PolicyDocument read(String document, Kind kind) {
        try {
            return PolicyDocument.parse(document, kind);
        } catch (MalformedPolicyException e) {
            throw Faults.malformedPolicy(String.valueOf(e.getMessage()));
        }
    }
}
