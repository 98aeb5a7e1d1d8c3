package dev.tule.aws.facts;

import dev.tule.aws.facts.Facts.Bounds;
import dev.tule.aws.facts.Facts.Constraint;
import dev.tule.aws.facts.Facts.MemberFacts;
import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import dev.tule.aws.shape.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Checks requests against the constraints of their service's model. Joins a structure's facts with
 * the SDK class's members at first use and keeps the result; a member that the SDK doesn't have, or
 * calls otherwise on the wire too, goes unchecked. Safe for use by many threads.
 */
public final class Validator {
    /** AWS reports a handful at most; a list of a million wrong elements shall not fill memory. */
    private static final int MOST_VIOLATIONS = 10;

    private final Map<String, Constraint> constraints;
    private final Map<Join, List<Checked>> joined = new ConcurrentHashMap<>();

    private record Join(Shape shape, String facts) {}

    private record Checked(Member member, String pathName, MemberFacts facts) {}

    public Validator(Facts facts) {
        this.constraints = facts.constraints();
    }

    /**
     * Checks a request.
     *
     * @param structure the name of its structure in the model
     * @return what it doesn't keep, in order; no more than a few
     */
    public List<Violation> check(SdkPojo request, String structure) {
        Findings findings = new Findings();
        structure(request, Shape.of(request), structure, "", findings);
        return findings.list;
    }

    /** Not thread-safe: one for each check. */
    private static final class Findings {
        private final List<Violation> list = new ArrayList<>(0);

        boolean full() {
            return list.size() >= MOST_VIOLATIONS;
        }

        void add(Violation.Kind kind, String path, Object value, String demand) {
            if (!full()) {
                list.add(new Violation(kind, path, Text.shorten(value.toString()), demand));
            }
        }
    }

    private void structure(SdkPojo pojo, Shape shape, String name, String path, Findings findings) {
        for (Checked checked : joined(shape, name)) {
            Object value = checked.member.get(pojo);
            if (value != null) {
                String target = checked.facts.shape().orElse("");
                if (!target.isEmpty()) {
                    value(value, checked.member, target, path + checked.pathName, findings);
                }
            } else if (checked.facts.required()) {
                findings.add(
                        Violation.Kind.REQUIRED, path + checked.pathName, "null", "not be null");
            }
        }
    }

    private List<Checked> joined(Shape shape, String name) {
        Join key = new Join(shape, name);
        List<Checked> known = joined.get(key);
        return known != null ? known : joined.computeIfAbsent(key, this::join);
    }

    private List<Checked> join(Join key) {
        if (!(constraints.get(key.facts) instanceof Facts.Structure structure)) {
            return List.of();
        }
        Map<String, Member> byName = new HashMap<>();
        for (Member member : key.shape.members()) {
            byName.putIfAbsent(member.requestName().toLowerCase(Locale.ROOT), member);
        }
        for (Member member : key.shape.members()) {
            byName.put(member.name().toLowerCase(Locale.ROOT), member);
        }
        List<Checked> all = new ArrayList<>();
        for (MemberFacts facts : structure.members()) {
            Member member = byName.get(facts.name().toLowerCase(Locale.ROOT));
            if (member != null) {
                all.add(new Checked(member, lowerFirst(facts.name()), facts));
            }
        }
        return List.copyOf(all);
    }

    private static String lowerFirst(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private void value(Object value, Member member, String target, String path, Findings findings) {
        switch (constraints.get(target)) {
            case null -> {}
            case Facts.Simple simple -> simple(value, simple, path, findings);
            case Facts.ListOf list -> list((List<?>) value, member, list, path, findings);
            case Facts.MapOf map -> map((Map<?, ?>) value, member, map, path, findings);
            case Facts.Structure _ ->
                    structure((SdkPojo) value, member.shape(), target, path + ".", findings);
        }
    }

    private void list(
            List<?> list, Member member, Facts.ListOf facts, String path, Findings findings) {
        length(list.size(), list.size() + " elements", facts.length(), path, findings);
        if (facts.element().isEmpty()) {
            return;
        }
        int number = 0;
        for (Object element : list) {
            number++;
            if (findings.full()) {
                return;
            }
            value(
                    element,
                    member.element(),
                    facts.element().get(),
                    path + "." + number + ".member",
                    findings);
        }
    }

    private void map(
            Map<?, ?> map, Member member, Facts.MapOf facts, String path, Findings findings) {
        length(map.size(), map.size() + " entries", facts.length(), path, findings);
        for (var entry : map.entrySet()) {
            if (findings.full()) {
                return;
            }
            if (facts.key().isPresent()
                    && constraints.get(facts.key().get()) instanceof Facts.Simple simple) {
                simple(entry.getKey(), simple, path, findings);
            }
            if (facts.value().isPresent()) {
                value(
                        entry.getValue(),
                        member.element(),
                        facts.value().get(),
                        path + "." + Text.shorten(entry.getKey().toString()) + ".member",
                        findings);
            }
        }
    }

    private static void simple(Object value, Facts.Simple facts, String path, Findings findings) {
        boolean fits =
                switch (value) {
                    case String text ->
                            length(
                                    text.codePointCount(0, text.length()),
                                    text,
                                    facts.length(),
                                    path,
                                    findings);
                    case SdkBytes bytes ->
                            length(
                                    bytes.asByteArrayUnsafe().length,
                                    "a blob",
                                    facts.length(),
                                    path,
                                    findings);
                    case Number number -> range(number, facts.range(), path, findings);
                    default -> true;
                };
        if (!(value instanceof String text)) {
            return;
        }
        if (!facts.values().isEmpty() && !facts.values().contains(text)) {
            String demand = "satisfy enum value set: " + facts.values();
            findings.add(Violation.Kind.VALUES, path, value, demand);
        }
        // A pattern is only tried on what isn't too long for it.
        if (fits && facts.pattern().isPresent() && !facts.pattern().get().matches(text)) {
            String demand = "satisfy regular expression pattern: " + facts.pattern().get();
            findings.add(Violation.Kind.PATTERN, path, value, demand);
        }
    }

    private static boolean length(
            int length, Object value, Optional<Bounds> bounds, String path, Findings findings) {
        String missed = missed(BigDecimal.valueOf(length), bounds);
        if (missed != null) {
            findings.add(Violation.Kind.LENGTH, path, value, "have length " + missed);
        }
        return missed == null;
    }

    private static boolean range(
            Number number, Optional<Bounds> bounds, String path, Findings findings) {
        if (!Double.isFinite(number.doubleValue())) {
            return true;
        }
        String missed = missed(new BigDecimal(number.toString()), bounds);
        if (missed != null) {
            findings.add(Violation.Kind.RANGE, path, number, "have value " + missed);
        }
        return missed == null;
    }

    /** The bound that isn't kept, in words; null where both are. */
    private static @Nullable String missed(BigDecimal measured, Optional<Bounds> bounds) {
        Optional<BigDecimal> min = bounds.flatMap(Bounds::min);
        if (min.isPresent() && measured.compareTo(min.get()) < 0) {
            return "greater than or equal to " + min.get().toPlainString();
        }
        Optional<BigDecimal> max = bounds.flatMap(Bounds::max);
        if (max.isPresent() && measured.compareTo(max.get()) > 0) {
            return "less than or equal to " + max.get().toPlainString();
        }
        return null;
    }
}
