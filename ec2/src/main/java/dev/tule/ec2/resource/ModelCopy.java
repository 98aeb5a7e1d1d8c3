package dev.tule.ec2.resource;

import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Copies what two of the SDK's classes have in common: EC2 has several of one meaning, as what a
 * launch template is asked to hold, what it answers with, and what RunInstances takes.
 */
public final class ModelCopy {
    private ModelCopy() {}

    /**
     * Sets in a builder what is set in a model, by the members' names; members that only one has,
     * or that are of another type, are left out.
     */
    public static <B extends SdkPojo> B into(B builder, SdkPojo from) {
        Map<String, Member> targets = new HashMap<>();
        Shape.of(builder).members().forEach(member -> targets.put(member.name(), member));
        for (Member member : Shape.of(from).members()) {
            Object value = member.get(from);
            Member target = targets.get(member.name());
            if (value != null && target != null && target.type() == member.type()) {
                target.set(builder, converted(value, target));
            }
        }
        return builder;
    }

    /**
     * Fills a builder with what is set in a model of its class, without the texts that are empty,
     * also those of nested structures, but not those in lists: clients that write every member of a
     * structure, as Terraform's do, mean nothing by them.
     */
    public static <B extends SdkPojo> B withoutEmpty(B builder, SdkPojo from) {
        for (Member member : Shape.of(from).members()) {
            Object value = member.get(from);
            if (value instanceof SdkPojo nested) {
                member.set(builder, Shape.build(withoutEmpty(member.newBuilder(), nested)));
            } else if (value != null && !value.equals("")) {
                member.set(builder, value);
            }
        }
        return builder;
    }

    private static Object converted(Object value, Member target) {
        return switch (value) {
            case SdkPojo nested -> Shape.build(into(target.newBuilder(), nested));
            case List<?> list ->
                    list.stream().map(each -> converted(each, target.element())).toList();
            default -> value;
        };
    }
}
