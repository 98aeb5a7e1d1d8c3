package dev.tule.mtv.urls;

import dev.tule.mtv.Percent;
import dev.tule.mtv.urls.UrlPattern.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of one namespace, and the namespaces within. */
final class Reversals {
    private final Map<String, List<Target>> targets = new LinkedHashMap<>();
    private final Map<String, Reversals> namespaces = new LinkedHashMap<>();

    /** The namespaces in which an application is at hand, by its name. */
    private final Map<String, List<String>> applications = new LinkedHashMap<>();

    /** A path to be built. */
    record Target(List<Part> parts, List<String> namespaces) {

        List<String> names() {
            return parts.stream()
                    .filter(Part.Parameter.class::isInstance)
                    .map(part -> ((Part.Parameter) part).name())
                    .toList();
        }

        Optional<String> path(Map<String, ?> arguments) {
            if (!arguments.keySet().equals(Set.copyOf(names()))) {
                return Optional.empty();
            }
            StringBuilder path = new StringBuilder("/");
            for (Part part : parts) {
                switch (part) {
                    case Part.Literal(String text) -> path.append(text);
                    case Part.Parameter(String name, Converter<?> converter) -> {
                        Object value = arguments.get(name);
                        String text = value == null ? "" : converter.text(value);
                        if (!Pattern.matches(converter.regex(), text)) {
                            return Optional.empty();
                        }
                        path.append(text);
                    }
                }
            }
            String encoded = Percent.encodePath(path.toString());
            // Two slashes at the start would be another host.
            return Optional.of(encoded.startsWith("//") ? "/%2F" + encoded.substring(2) : encoded);
        }
    }

    void add(String name, Target target) {
        targets.computeIfAbsent(name, k -> new ArrayList<>(1)).add(target);
    }

    Reversals within(String appName, String namespace) {
        List<String> instances = applications.computeIfAbsent(appName, k -> new ArrayList<>(1));
        if (!instances.contains(namespace)) {
            instances.add(namespace);
        }
        return namespaces.computeIfAbsent(namespace, k -> new Reversals());
    }

    /**
     * Targets of a name such as {@code shop:book}, seen from the namespaces of the current page.
     */
    List<Target> find(String name, List<String> current) {
        int colon = name.indexOf(':');
        if (colon < 0) {
            return targets.getOrDefault(name, List.of());
        }
        String first = name.substring(0, colon);
        String here = current.isEmpty() ? "" : current.getFirst();
        String namespace = instance(first, here);
        Reversals inner = namespace == null ? null : namespaces.get(namespace);
        if (inner == null) {
            return List.of();
        }
        List<String> rest = here.equals(namespace) ? current.subList(1, current.size()) : List.of();
        return inner.find(name.substring(colon + 1), rest);
    }

    /** Django's order: the current instance of that application, its default, its last. */
    private @Nullable String instance(String name, String here) {
        List<String> instances = applications.getOrDefault(name, List.of());
        if (instances.contains(here)) {
            return here;
        }
        if (instances.contains(name) || instances.isEmpty()) {
            return name;
        }
        return instances.getLast();
    }
}
