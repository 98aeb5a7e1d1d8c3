package dev.tule.aws.shape;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * What the wire needs to know of one of the SDK's model classes. Worked out at first use and kept
 * as long as the class: the SDK has a bounded number of them. Immutable.
 */
public final class Shape {
    private static final Map<Class<?>, Shape> KNOWN = new ConcurrentHashMap<>();

    private final String name;
    private final List<Member> members;
    private final Map<String, Member> byRequestName = new HashMap<>();
    private final @Nullable Member payload;
    private final @Nullable Union union;

    private Shape(Class<?> model, List<SdkField<?>> fields) {
        name = model.getSimpleName();
        members = fields.stream().<Member>map(Member::new).toList();
        union = Union.of(model, members);
        Member body = null;
        for (Member member : members) {
            byRequestName.putIfAbsent(member.requestName(), member);
            if (member.isPayload()) {
                body = member;
            }
        }
        payload = body;
    }

    /** The shape of a model object, or of its builder. */
    public static Shape of(SdkPojo pojo) {
        Shape known = KNOWN.get(pojo.getClass());
        return known != null ? known : plan(pojo);
    }

    private static Shape plan(SdkPojo pojo) {
        // A builder is an implementation class nested in its model class.
        Class<?> enclosing = pojo.getClass().getEnclosingClass();
        Class<?> model = enclosing == null ? pojo.getClass() : enclosing;
        return KNOWN.computeIfAbsent(pojo.getClass(), _ -> new Shape(model, pojo.sdkFields()));
    }

    /** The class's simple name. */
    public String name() {
        return name;
    }

    /** Its members, in the model's order. */
    public List<Member> members() {
        return members;
    }

    /** The member of that name in a request; null where there is none. */
    public @Nullable Member byRequestName(String requestName) {
        return byRequestName.get(requestName);
    }

    /** The member that alone is the body; null where the body is made of several, or of none. */
    public @Nullable Member payload() {
        return payload;
    }

    /** Whether any member travels in the body. */
    public boolean hasBody() {
        for (Member member : members) {
            if (member.inBody()) {
                return true;
            }
        }
        return false;
    }

    /** Whether exactly one member must be set. */
    public boolean isUnion() {
        return union != null;
    }

    /** Of a union: the member that is set; null where this is no union, or not one is set. */
    public @Nullable Member unionMember(SdkPojo structure) {
        return union == null ? null : union.member(structure);
    }

    /** What a builder has been given. */
    public static SdkPojo build(SdkPojo builder) {
        return (SdkPojo) ((Buildable) builder).build();
    }

    /** The SDK stands markers in for absent lists and maps; an empty one that was set is none. */
    static boolean isAbsent(@Nullable Object value) {
        return value == null
                || value instanceof SdkAutoConstructList
                || value instanceof SdkAutoConstructMap;
    }

    @Override
    public String toString() {
        return name;
    }
}
