package dev.tule.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the older {@code service-2} form, as Maven's {@code com.amazonaws:aws-java-sdk-models} has
 * it: the source for services whose Smithy model is not to be had. Query and JSON services only.
 */
final class Service2Model {
    private static final Map<String, String> PROTOCOLS =
            Map.of("ec2", "ec2Query", "query", "awsQuery", "json", "awsJson1_1");

    private Service2Model() {}

    static Model read(JsonTree json) {
        JsonTree metadata = json.at("metadata");
        List<Model.Operation> operations = new ArrayList<>();
        Set<String> errorNames = new java.util.TreeSet<>();
        json.at("operations")
                .objects()
                .forEach(
                        (name, operation) -> {
                            operations.add(
                                    new Model.Operation(
                                            name,
                                            operation.at("input").text("shape"),
                                            Optional.empty(),
                                            Optional.empty(),
                                            operation
                                                    .text("authtype")
                                                    .equals(Optional.of("none"))));
                            operation
                                    .objects("errors")
                                    .forEach(error -> errorNames.add(error.must("shape")));
                        });
        Map<String, Model.Shape> shapes = new TreeMap<>();
        json.at("shapes").objects().forEach((name, shape) -> shapes.put(name, shape(shape)));
        String endpoint = metadata.must("endpointPrefix");
        return new Model(
                metadata.text("targetPrefix").orElseGet(() -> metadata.must("serviceId")),
                "com.amazonaws." + endpoint,
                metadata.must("apiVersion"),
                List.of(PROTOCOLS.get(metadata.must("protocol"))),
                metadata.text("xmlNamespace"),
                operations,
                errorNames.stream().map(name -> error(name, json.at("shapes").at(name))).toList(),
                shapes);
    }

    private static Model.ErrorShape error(String name, JsonTree shape) {
        JsonTree error = shape.at("error");
        int status = error.text("httpStatusCode").map(Integer::parseInt).orElse(400);
        return new Model.ErrorShape(name, status, error.text("code").filter(c -> !c.equals(name)));
    }

    private static Model.Shape shape(JsonTree shape) {
        List<String> length = Constraints.bounds("length", shape.text("min"), shape.text("max"));
        return switch (shape.must("type")) {
            case "structure" -> structure(shape);
            case "list" -> new Model.ListOf(shape.at("member").must("shape"), length);
            case "map" ->
                    new Model.MapOf(
                            shape.at("key").must("shape"), shape.at("value").must("shape"), length);
            case "string", "blob" -> {
                List<String> all = new ArrayList<>(Constraints.enumeration(shape.texts("enum")));
                all.addAll(length);
                shape.text("pattern").ifPresent(p -> all.addAll(Constraints.pattern(p)));
                yield new Model.Simple(all);
            }
            default ->
                    new Model.Simple(
                            Constraints.bounds("range", shape.text("min"), shape.text("max")));
        };
    }

    private static Model.Structure structure(JsonTree shape) {
        Set<String> required = Set.copyOf(shape.texts("required"));
        Map<String, Model.Member> members = new LinkedHashMap<>();
        shape.at("members")
                .objects()
                .forEach(
                        (name, member) ->
                                members.put(
                                        name,
                                        new Model.Member(
                                                name,
                                                member.must("shape"),
                                                required.contains(name))));
        return new Model.Structure(List.copyOf(members.values()));
    }
}
