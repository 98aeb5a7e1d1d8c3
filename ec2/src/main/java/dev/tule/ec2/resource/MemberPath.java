package dev.tule.ec2.resource;

import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The way to members of one of the SDK's models, as filters name it: {@code
 * ebs-info.ebs-optimized-info.maximum-iops} is {@code EbsInfo.EbsOptimizedInfo.MaximumIops}. A list
 * on the way may be named by one of its elements ({@code network-interface.status}); the path leads
 * on from each of them. Immutable.
 */
final class MemberPath {
    private final List<Member> steps;

    private MemberPath(List<Member> steps) {
        this.steps = steps;
    }

    /**
     * The path of that name.
     *
     * @throws IllegalStateException if no members are called that
     */
    static MemberPath of(Shape model, String path) {
        List<Member> steps = new ArrayList<>();
        Shape at = model;
        for (String word : path.split("\\.", -1)) {
            Member step = member(at, word);
            steps.add(step);
            Member end = step.type() == Member.Type.LIST ? step.element() : step;
            if (end.type() == Member.Type.STRUCTURE) {
                at = end.shape();
            }
        }
        return new MemberPath(steps);
    }

    private static Member member(Shape shape, String word) {
        String plain = word.replace("-", "").toLowerCase(Locale.ROOT);
        List<String> names =
                List.of(plain, plain + "s", plain + "es", plain.replaceAll("y$", "ies"));
        return shape.members().stream()
                .filter(member -> names.contains(member.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(shape.name() + " has no " + word));
    }

    /** What is there; nothing that is absent. */
    Stream<Object> values(SdkPojo model) {
        Stream<Object> values = Stream.of(model);
        for (Member step : steps) {
            values = values.flatMap(at -> values(step, (SdkPojo) at));
        }
        return values;
    }

    private static Stream<Object> values(Member step, SdkPojo at) {
        Object value = step.get(at);
        return value instanceof List<?> list
                ? list.stream().map(each -> each)
                : Stream.ofNullable(value);
    }
}
