package dev.tule.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads Smithy's JSON form (Smithy 2.0 specification, "JSON AST"). Not thread-safe. */
final class SmithyModel {
    private static final String API = "smithy.api#";

    private final JsonTree shapes;
    private final boolean enums;

    private SmithyModel(JsonTree shapes, boolean enums) {
        this.shapes = shapes;
        this.enums = enums;
    }

    /**
     * @param enums whether values of enumerations are facts: S3 answers wrong ones each in its own
     *     way
     */
    static Model read(JsonTree json, boolean enums) {
        JsonTree shapes = json.at("shapes");
        Map.Entry<String, JsonTree> service =
                shapes.objects().entrySet().stream()
                        .filter(shape -> shape.getValue().must("type").equals("service"))
                        .findFirst()
                        .orElseThrow();
        JsonTree traits = service.getValue().at("traits");
        List<String> protocols =
                traits.fields().keySet().stream()
                        .filter(trait -> trait.startsWith("aws.protocols#"))
                        .map(SmithyModel::local)
                        .toList();
        return new SmithyModel(shapes, enums)
                .model(service.getKey(), service.getValue(), protocols);
    }

    private Model model(String id, JsonTree service, List<String> protocols) {
        Map<String, Model.Shape> all = new TreeMap<>();
        List<Model.ErrorShape> errors = new ArrayList<>();
        List<Model.Operation> operations = new ArrayList<>();
        shapes.objects()
                .forEach(
                        (name, shape) -> {
                            JsonTree traits = shape.at("traits");
                            if (shape.must("type").equals("operation")) {
                                operations.add(operation(local(name), shape));
                            }
                            if (traits.has(API + "error")) {
                                errors.add(error(local(name), traits));
                            }
                            shape(shape).ifPresent(known -> all.put(local(name), known));
                        });
        return new Model(
                local(id),
                id.substring(0, id.indexOf('#')),
                service.must("version"),
                protocols,
                service.at("traits").at(API + "xmlNamespace").text("uri"),
                operations,
                errors,
                all);
    }

    private static Model.ErrorShape error(String name, JsonTree traits) {
        int byFault = traits.must(API + "error").equals("client") ? 400 : 500;
        int status = traits.text(API + "httpError").map(Integer::parseInt).orElse(byFault);
        Optional<String> code = traits.at("aws.protocols#awsQueryError").text("code");
        return new Model.ErrorShape(name, status, code.filter(c -> !c.equals(name)));
    }

    private Model.Operation operation(String name, JsonTree shape) {
        JsonTree traits = shape.at("traits");
        JsonTree http = traits.at(API + "http");
        Optional<Model.Route> route =
                http.text("uri").map(uri -> route(http.must("method"), uri, shape.at("input")));
        boolean unsigned =
                traits.has(API + "optionalAuth")
                        || (traits.has(API + "auth") && traits.texts(API + "auth").isEmpty());
        Optional<String> root =
                route.isPresent()
                        ? target(shape.at("output")).flatMap(this::root)
                        : Optional.empty();
        return new Model.Operation(name, target(shape.at("input")), route, root, unsigned);
    }

    private static Optional<String> target(JsonTree reference) {
        return reference.text("target").map(SmithyModel::local).filter(t -> !t.equals("Unit"));
    }

    private Model.Route route(String method, String uri, JsonTree input) {
        List<String> query = new ArrayList<>();
        List<String> headers = new ArrayList<>();
        input.text("target")
                .map(shapes::at)
                .orElse(JsonTree.EMPTY)
                .at("members")
                .objects()
                .values()
                .forEach(
                        member -> {
                            JsonTree traits = member.at("traits");
                            if (traits.has(API + "required")) {
                                traits.text(API + "httpQuery").ifPresent(query::add);
                                traits.text(API + "httpHeader").ifPresent(headers::add);
                            }
                        });
        return new Model.Route(method, uri, query, headers);
    }

    /** The root element of an output: its own, or its payload member's. */
    private Optional<String> root(String output) {
        Map.Entry<String, JsonTree> structure =
                shapes.objects().entrySet().stream()
                        .filter(shape -> local(shape.getKey()).equals(output))
                        .findFirst()
                        .orElseThrow();
        for (JsonTree member : structure.getValue().at("members").objects().values()) {
            if (member.at("traits").has(API + "httpPayload")) {
                String target = member.must("target");
                boolean element = shapes.at(target).text("type").equals(Optional.of("structure"));
                return element
                        ? Optional.of(xmlName(member).orElseGet(() -> xmlNameOf(target)))
                        : Optional.empty();
            }
        }
        boolean nothingInBody =
                structure.getValue().at("members").objects().values().stream()
                        .noneMatch(m -> !m.at("traits").has(API + "httpHeader"));
        return nothingInBody ? Optional.empty() : Optional.of(xmlNameOf(structure.getKey()));
    }

    private String xmlNameOf(String id) {
        return xmlName(shapes.at(id)).orElse(local(id));
    }

    private static Optional<String> xmlName(JsonTree shape) {
        return shape.at("traits").text(API + "xmlName");
    }

    private Optional<Model.Shape> shape(JsonTree shape) {
        return switch (shape.must("type")) {
            case "structure", "union" -> Optional.of(new Model.Structure(members(shape)));
            case "list" ->
                    Optional.of(
                            new Model.ListOf(
                                    local(shape.at("member").must("target")), length(shape)));
            case "map" ->
                    Optional.of(
                            new Model.MapOf(
                                    local(shape.at("key").must("target")),
                                    local(shape.at("value").must("target")),
                                    length(shape)));
            case "enum" -> Optional.of(new Model.Simple(enumeration(shape)));
            case "string", "blob", "integer", "long", "float", "double", "short", "byte" ->
                    Optional.of(new Model.Simple(constraints(shape)));
            default -> Optional.empty();
        };
    }

    private List<Model.Member> members(JsonTree structure) {
        List<Model.Member> members = new ArrayList<>();
        structure
                .at("members")
                .objects()
                .forEach(
                        (name, member) ->
                                members.add(
                                        new Model.Member(
                                                name,
                                                local(member.must("target")),
                                                member.at("traits").has(API + "required"))));
        return members;
    }

    private List<String> enumeration(JsonTree shape) {
        if (!enums) {
            return List.of();
        }
        List<String> values =
                shape.at("members").objects().values().stream()
                        .map(member -> member.at("traits").must(API + "enumValue"))
                        .toList();
        return Constraints.enumeration(values);
    }

    private static List<String> length(JsonTree shape) {
        JsonTree length = shape.at("traits").at(API + "length");
        return Constraints.bounds("length", length.text("min"), length.text("max"));
    }

    private static List<String> constraints(JsonTree shape) {
        JsonTree range = shape.at("traits").at(API + "range");
        List<String> all = new ArrayList<>(length(shape));
        all.addAll(Constraints.bounds("range", range.text("min"), range.text("max")));
        shape.at("traits")
                .text(API + "pattern")
                .ifPresent(pattern -> all.addAll(Constraints.pattern(pattern)));
        return all;
    }

    private static String local(String id) {
        return id.substring(id.indexOf('#') + 1);
    }
}
