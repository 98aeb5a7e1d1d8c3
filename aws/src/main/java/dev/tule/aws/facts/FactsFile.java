package dev.tule.aws.facts;

import dev.tule.aws.facts.Facts.Bounds;
import dev.tule.aws.facts.Facts.Constraint;
import dev.tule.aws.facts.Facts.ErrorFacts;
import dev.tule.aws.facts.Facts.MemberFacts;
import dev.tule.aws.facts.Facts.OperationFacts;
import dev.tule.aws.routing.Route;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a facts file; the format is in the package's description. Not thread-safe. */
final class FactsFile {
    private final Map<String, String> headings = new HashMap<>();
    private final Map<String, OperationFacts> operations = new LinkedHashMap<>();
    private final Map<String, ErrorFacts> errors = new HashMap<>();
    private final Map<String, Constraint> constraints = new HashMap<>();
    private String operation = "";
    private List<MemberFacts> structure = new ArrayList<>();

    static Facts read(String service) {
        String path = service + ".facts";
        try (InputStream in = FactsFile.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("there is no facts file for " + service);
            }
            FactsFile file = new FactsFile();
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .forEach(file::line);
            return file.facts();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Facts facts() {
        return new Facts(
                heading("service"),
                heading("shape"),
                heading("namespace"),
                heading("version"),
                Set.of(heading("protocols").split(" ", -1)),
                Optional.ofNullable(headings.get("xmlns")),
                operations,
                errors,
                constraints);
    }

    private String heading(String name) {
        String value = headings.get(name);
        if (value == null) {
            throw new IllegalStateException("a facts file without " + name);
        }
        return value;
    }

    private void line(String line) {
        if (line.startsWith("#") || line.isEmpty()) {
            return;
        }
        String[] words = line.strip().split(" ", -1);
        if (line.startsWith(" ")) {
            belonging(words);
            return;
        }
        String name = words[1];
        switch (words[0]) {
            case "error" -> {
                String code = words.length > 3 ? words[3] : name;
                ErrorFacts error = new ErrorFacts(name, Integer.parseInt(words[2]), code);
                errors.put(Facts.errorKey(name), error);
            }
            case "operation" -> operation(words);
            case "simple" -> constraints.put(name, simple(line, words));
            case "list" ->
                    constraints.put(
                            name, new Facts.ListOf(named(words[2]), bounds(words, "length")));
            case "map" ->
                    constraints.put(
                            name,
                            new Facts.MapOf(
                                    named(words[2]), named(words[3]), bounds(words, "length")));
            case "structure" -> {
                operation = "";
                structure = new ArrayList<>();
                constraints.put(name, new Facts.Structure(structure));
            }
            default -> headings.put(words[0], line.substring(words[0].length() + 1));
        }
    }

    private void operation(String[] words) {
        operation = words[1];
        boolean unsigned = words.length > 3 && words[3].equals("unsigned");
        operations.put(
                operation,
                new OperationFacts(
                        operation, named(words[2]), unsigned, Optional.empty(), Optional.empty()));
    }

    private void belonging(String[] words) {
        if (operation.isEmpty()) {
            structure.add(member(words));
            return;
        }
        operations.computeIfPresent(
                operation,
                (_, known) ->
                        words[0].equals("route")
                                ? new OperationFacts(
                                        known.name(),
                                        known.input(),
                                        known.unsigned(),
                                        Optional.of(route(words)),
                                        known.root())
                                : new OperationFacts(
                                        known.name(),
                                        known.input(),
                                        known.unsigned(),
                                        known.route(),
                                        Optional.of(words[1])));
    }

    private Route route(String[] words) {
        return new Route(
                operation, words[1], words[2], listed(words, "query"), listed(words, "headers"));
    }

    private static MemberFacts member(String[] words) {
        boolean required = words.length > 2 && words[2].equals("required");
        return new MemberFacts(words[0], named(words[1]), required);
    }

    private static Constraint simple(String line, String[] words) {
        int at = line.indexOf(" pattern=");
        Optional<Expression> pattern =
                at < 0
                        ? Optional.empty()
                        : Optional.of(new Expression(line.substring(at + " pattern=".length())));
        return new Facts.Simple(
                bounds(words, "length"), bounds(words, "range"), listed(words, "enum"), pattern);
    }

    private static Optional<String> named(String word) {
        return word.equals("-") ? Optional.empty() : Optional.of(word);
    }

    private static Optional<Bounds> bounds(String[] words, String kind) {
        return value(words, kind)
                .map(
                        text -> {
                            int dots = text.indexOf("..");
                            return new Bounds(
                                    number(text.substring(0, dots)),
                                    number(text.substring(dots + 2)));
                        });
    }

    private static Optional<BigDecimal> number(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text));
    }

    private static List<String> listed(String[] words, String kind) {
        return value(words, kind).map(text -> List.of(text.split(",", -1))).orElse(List.of());
    }

    private static Optional<String> value(String[] words, String kind) {
        for (String word : words) {
            if (word.startsWith("pattern=")) {
                break; // the pattern itself may look like anything
            }
            if (word.startsWith(kind) && word.startsWith("=", kind.length())) {
                return Optional.of(word.substring(kind.length() + 1));
            }
        }
        return Optional.empty();
    }
}
