package dev.tule.dynamodb;

import dev.tule.dynamodb.value.Item;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/**
 * What a request consumes of one table (Developer Guide, "DynamoDB read and write operations"): a
 * read unit for 4 KB read consistently, half of that otherwise, a write unit for 1 KB written,
 * twice as much within transactions. Confined to one request.
 */
final class Capacity {
    private static final int READ_BYTES = 4 << 10;
    private static final int WRITE_BYTES = 1 << 10;

    private final String table;
    private double ofTable;
    private final Map<String, Double> ofLocal = new TreeMap<>();
    private final Map<String, Double> ofGlobal = new TreeMap<>();

    Capacity(String table) {
        this.table = table;
    }

    /** Adds to what the table itself consumed. */
    void add(double units) {
        ofTable += units;
    }

    /** Adds to what an index consumed. */
    void add(Index index, double units) {
        (index.global() ? ofGlobal : ofLocal).merge(index.name(), units, Double::sum);
    }

    double total() {
        return ofTable
                + ofLocal.values().stream().mapToDouble(Double::doubleValue).sum()
                + ofGlobal.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The units of reading so many bytes at once, at least one block of them. */
    static double read(long bytes, boolean consistent) {
        long blocks = Math.max(1, (bytes + READ_BYTES - 1) / READ_BYTES);
        return consistent ? blocks : blocks / 2.0;
    }

    /** Adds what a write consumed, of the table and of the indexes it touched. */
    void addWrite(ItemWriter.Written written, boolean transactional) {
        int factor = transactional ? 2 : 1;
        Item before = written.before();
        Item after = written.after();
        add(factor * Math.max(write(before), write(after)));
        for (Index index : written.table().indexes()) {
            double units = writeOfIndex(written.table(), index, before, after);
            if (units > 0) {
                add(index, factor * units);
            }
        }
    }

    private static double writeOfIndex(
            Table table, Index index, @Nullable Item before, @Nullable Item after) {
        Item old = projected(table, index, before);
        Item now = projected(table, index, after);
        if (old == null || now == null) {
            return (old == null ? 0 : write(old)) + (now == null ? 0 : write(now));
        }
        if (old.equals(now)) {
            return 0;
        }
        boolean moved = !old.only(index.keys().names()).equals(now.only(index.keys().names()));
        return moved ? write(old) + write(now) : Math.max(write(old), write(now));
    }

    private static @Nullable Item projected(Table table, Index index, @Nullable Item item) {
        boolean there =
                item != null
                        && index.keys().names().stream().allMatch(name -> item.get(name) != null);
        return item == null || !there ? null : index.projected(item, table.keys());
    }

    private static double write(@Nullable Item item) {
        int bytes = item == null ? 0 : item.sizeBytes();
        return Math.max(1, (bytes + WRITE_BYTES - 1) / WRITE_BYTES);
    }

    /** How the response shows it, or null where the request didn't ask. */
    @Nullable ConsumedCapacity shown(@Nullable ReturnConsumedCapacity wanted) {
        if (wanted == null) {
            return null;
        }
        return switch (wanted) {
            case TOTAL -> builder().build();
            case INDEXES -> {
                ConsumedCapacity.Builder builder = builder();
                builder.table(each -> each.capacityUnits(ofTable));
                if (!ofLocal.isEmpty()) {
                    builder.localSecondaryIndexes(shown(ofLocal));
                }
                if (!ofGlobal.isEmpty()) {
                    builder.globalSecondaryIndexes(shown(ofGlobal));
                }
                yield builder.build();
            }
            case NONE, UNKNOWN_TO_SDK_VERSION -> null;
        };
    }

    private ConsumedCapacity.Builder builder() {
        return ConsumedCapacity.builder().tableName(table).capacityUnits(total());
    }

    private static Map<String, software.amazon.awssdk.services.dynamodb.model.Capacity> shown(
            Map<String, Double> units) {
        Map<String, software.amazon.awssdk.services.dynamodb.model.Capacity> shown =
                new LinkedHashMap<>();
        units.forEach(
                (name, each) ->
                        shown.put(
                                name,
                                software.amazon.awssdk.services.dynamodb.model.Capacity.builder()
                                        .capacityUnits(each)
                                        .build()));
        return shown;
    }
}
