package dev.tule.aws.protocol;

import dev.tule.aws.shape.MalformedRequest;
import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import software.amazon.awssdk.core.SdkPojo;

/** The rule of unions, for readers that have the whole structure at once. */
final class Unions {
    private Unions() {}

    /** Demands that exactly one member is set. */
    static void requireOne(SdkPojo structure, Shape shape) {
        boolean set = false;
        for (Member member : shape.members()) {
            if (member.get(structure) != null) {
                if (set) {
                    throw MalformedRequest.crowdedUnion(shape.name());
                }
                set = true;
            }
        }
        if (!set) {
            throw MalformedRequest.emptyUnion(shape.name());
        }
    }
}
