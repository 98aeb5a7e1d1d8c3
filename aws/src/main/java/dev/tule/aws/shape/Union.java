package dev.tule.aws.shape;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * A structure of which exactly one member is set (Smithy 2.0, "union"), such as DynamoDB's {@code
 * AttributeValue}. The SDK doesn't enforce that, but its classes say which member it is, so that
 * writing one doesn't ask all of them. Immutable.
 */
final class Union {
    /** {@code (SdkPojo)Object}: the class's {@code type()}. */
    private final MethodHandle type;

    /** By the constant of the class's {@code Type}. */
    private final Map<Object, Member> members;

    private Union(MethodHandle type, Map<Object, Member> members) {
        this.type = type;
        this.members = members;
    }

    /** The union that a model class is; null where it is a plain structure. */
    static @Nullable Union of(Class<?> model, List<Member> members) {
        for (Class<?> nested : model.getDeclaredClasses()) {
            if (nested.isEnum() && nested.getSimpleName().equals("Type")) {
                return plan(model, nested, members);
            }
        }
        return null;
    }

    private static Union plan(Class<?> model, Class<?> enumeration, List<Member> members) {
        try {
            MethodHandle type =
                    MethodHandles.publicLookup()
                            .findVirtual(model, "type", MethodType.methodType(enumeration))
                            .asType(MethodType.methodType(Object.class, SdkPojo.class));
            Map<Object, Member> byConstant = new HashMap<>();
            for (Object constant : enumeration.getEnumConstants()) {
                Member member = named(constant.toString(), members);
                if (member != null) {
                    byConstant.put(constant, member);
                }
            }
            return new Union(type, byConstant);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(model + " is not the union it seems to be", e);
        }
    }

    private static @Nullable Member named(String constant, List<Member> members) {
        String plain = constant.replace("_", "");
        for (Member member : members) {
            if (member.name().toUpperCase(Locale.ROOT).replace("_", "").equals(plain)) {
                return member;
            }
        }
        return null;
    }

    /** The member that is set; null where none is, or several. */
    @Nullable Member member(SdkPojo union) {
        try {
            Object constant = type.invokeExact(union);
            return members.get(constant);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("type() throws nothing checked", e);
        }
    }
}
