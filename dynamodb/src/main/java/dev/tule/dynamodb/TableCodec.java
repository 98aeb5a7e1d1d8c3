package dev.tule.dynamodb;

import dev.tule.dynamodb.value.Item;
import dev.tule.dynamodb.value.ItemCodec;
import dev.tule.dynamodb.value.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** The form of a table's description on disk: an item, so that it can gain attributes. */
final class TableCodec {
    private TableCodec() {}

    static byte[] encode(Table table) {
        Fields fields = new Fields();
        fields.put("name", table.name());
        fields.put("number", table.number());
        fields.put("id", table.id());
        fields.put("created", table.created().toEpochMilli());
        fields.put("hash", attribute(table.keys().hash()));
        fields.put("range", attribute(table.keys().range()));
        fields.put(
                "indexes",
                new Value.L(table.indexes().stream().<Value>map(TableCodec::index).toList()));
        fields.put("throughput", throughput(table.throughput()));
        Map<String, Value> tags = new LinkedHashMap<>();
        table.tags().forEach((key, value) -> tags.put(key, new Value.S(value)));
        fields.put("tags", new Value.M(tags));
        fields.put("ttl", table.timeToLive());
        fields.put("class", table.tableClass());
        fields.put("protected", new Value.Bool(table.deletionProtected()));
        return ItemCodec.encode(new Item(fields.values));
    }

    private static Value.M index(Index index) {
        Fields fields = new Fields();
        fields.put("name", index.name());
        fields.put("number", index.number());
        fields.put("global", new Value.Bool(index.global()));
        fields.put("hash", attribute(index.keys().hash()));
        fields.put("range", attribute(index.keys().range()));
        fields.put("projection", index.projection().toString());
        fields.put(
                "included",
                new Value.L(index.included().stream().<Value>map(Value.S::new).toList()));
        fields.put("status", index.status().toString());
        fields.put("throughput", throughput(index.throughput()));
        return new Value.M(fields.values);
    }

    private static @Nullable Value attribute(@Nullable KeyAttribute attribute) {
        if (attribute == null) {
            return null;
        }
        Fields fields = new Fields();
        fields.put("name", attribute.name());
        fields.put("type", attribute.type().name());
        return new Value.M(fields.values);
    }

    private static @Nullable Value throughput(@Nullable Throughput throughput) {
        if (throughput == null) {
            return null;
        }
        Fields fields = new Fields();
        fields.put("read", throughput.read());
        fields.put("write", throughput.write());
        return new Value.M(fields.values);
    }

    static Table decode(byte[] bytes) {
        Fields fields = new Fields(ItemCodec.decode(bytes).attributes());
        Map<String, String> tags = new LinkedHashMap<>();
        fields.map("tags")
                .forEach((key, value) -> tags.put(key, value instanceof Value.S s ? s.text() : ""));
        return new Table(
                fields.text("name"),
                fields.number("number"),
                fields.text("id"),
                Instant.ofEpochMilli(fields.number("created")),
                keys(fields),
                fields.list("indexes").stream().map(TableCodec::index).toList(),
                throughput(fields),
                tags,
                fields.optionalText("ttl"),
                fields.optionalText("class"),
                fields.truth("protected"));
    }

    private static Index index(Value value) {
        Fields fields = fields(value);
        return new Index(
                fields.text("name"),
                (int) fields.number("number"),
                fields.truth("global"),
                keys(fields),
                ProjectionType.fromValue(fields.text("projection")),
                fields.list("included").stream()
                        .map(each -> each instanceof Value.S s ? s.text() : "")
                        .toList(),
                IndexStatus.fromValue(fields.text("status")),
                throughput(fields));
    }

    private static KeySchema keys(Fields fields) {
        Value range = fields.values.get("range");
        return new KeySchema(
                attribute(fields(fields.values.get("hash"))),
                range == null ? null : attribute(fields(range)));
    }

    private static KeyAttribute attribute(Fields fields) {
        return new KeyAttribute(fields.text("name"), Value.Type.valueOf(fields.text("type")));
    }

    private static @Nullable Throughput throughput(Fields fields) {
        Value value = fields.values.get("throughput");
        if (value == null) {
            return null;
        }
        Fields units = fields(value);
        return new Throughput(units.number("read"), units.number("write"));
    }

    private static Fields fields(@Nullable Value value) {
        if (value instanceof Value.M(Map<String, Value> entries)) {
            return new Fields(entries);
        }
        throw damaged();
    }

    private static IllegalStateException damaged() {
        return new IllegalStateException("a damaged table description");
    }

    /** Named values, absent where null. */
    private static final class Fields {
        private final Map<String, Value> values;

        Fields() {
            this.values = new LinkedHashMap<>();
        }

        Fields(Map<String, Value> values) {
            this.values = values;
        }

        void put(String name, @Nullable Value value) {
            if (value != null) {
                values.put(name, value);
            }
        }

        void put(String name, @Nullable String text) {
            put(name, text == null ? null : new Value.S(text));
        }

        void put(String name, long number) {
            put(name, Value.number(number));
        }

        String text(String name) {
            String text = optionalText(name);
            if (text == null) {
                throw damaged();
            }
            return text;
        }

        @Nullable String optionalText(String name) {
            return values.get(name) instanceof Value.S(String text) ? text : null;
        }

        long number(String name) {
            if (values.get(name) instanceof Value.N n) {
                return n.number().longValueExact();
            }
            throw damaged();
        }

        boolean truth(String name) {
            return values.get(name) instanceof Value.Bool(boolean truth) && truth;
        }

        List<Value> list(String name) {
            return values.get(name) instanceof Value.L(List<Value> elements) ? elements : List.of();
        }

        Map<String, Value> map(String name) {
            return values.get(name) instanceof Value.M(Map<String, Value> entries)
                    ? entries
                    : Map.of();
        }
    }
}
