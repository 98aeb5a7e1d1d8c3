package dev.tule.rds.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnSchema;
import dev.tule.rds.parquet.ColumnType.Decimal;
import dev.tule.rds.parquet.ColumnType.Simple;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read again by a reader of another house. */
class ParquetWriterTest {
    private static final List<Column> COLUMNS =
            List.of(
                    new Column("flag", Simple.BOOLEAN),
                    new Column("tiny", Simple.INT_8),
                    new Column("small", Simple.INT_16),
                    new Column("number", Simple.INT_32),
                    new Column("big", Simple.INT_64),
                    new Column("real", Simple.FLOAT),
                    new Column("double", Simple.DOUBLE),
                    new Column("text", Simple.STRING),
                    new Column("bytes", Simple.BYTES),
                    new Column("at", Simple.TIMESTAMP),
                    new Column("local", Simple.LOCAL_TIMESTAMP),
                    new Column("price", new Decimal(7, 2)),
                    new Column("sum", new Decimal(18, 4)),
                    new Column("huge", new Decimal(38, 0)));

    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("part.gz.parquet");
    }

    private void write(List<Column> columns, List<List<@Nullable Object>> rows) throws IOException {
        try (ParquetWriter writer = new ParquetWriter(file, columns)) {
            for (List<@Nullable Object> row : rows) {
                writer.add(row);
            }
        }
    }

    private interface RowCheck {
        void check(RowReader row, int index) throws IOException;
    }

    private void read(int rows, RowCheck check) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file));
                RowReader row = reader.rowReader()) {
            for (int i = 0; i < rows; i++) {
                assertThat(row.hasNext()).as("row %d", i).isTrue();
                row.next();
                check.check(row, i);
            }
            assertThat(row.hasNext()).isFalse();
        }
    }

    private static @Nullable Object random(Random random, Column column) {
        if (random.nextInt(5) == 0) {
            return null;
        }
        return switch (column.type()) {
            case Decimal(int precision, int scale) ->
                    new BigDecimal(
                            new BigInteger(100, random)
                                    .mod(BigInteger.TEN.pow(precision))
                                    .multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1)),
                            scale);
            case Simple simple ->
                    switch (simple) {
                        case BOOLEAN -> random.nextBoolean();
                        case INT_8 -> random.nextInt(-128, 128);
                        case INT_16 -> random.nextInt(-32768, 32768);
                        case INT_32 -> random.nextInt();
                        case INT_64, TIMESTAMP, LOCAL_TIMESTAMP -> random.nextLong();
                        case FLOAT -> random.nextFloat();
                        case DOUBLE -> random.nextGaussian();
                        case STRING -> "wert " + "ü€𐍈".repeat(random.nextInt(4));
                        case BYTES -> {
                            byte[] bytes = new byte[random.nextInt(20)];
                            random.nextBytes(bytes);
                            yield bytes;
                        }
                    };
        };
    }

    private static @Nullable Object read(RowReader row, Column column) {
        String name = column.name();
        if (row.isNull(name)) {
            return null;
        }
        return switch (column.type()) {
            case Decimal _ -> row.getDecimal(name);
            case Simple simple ->
                    switch (simple) {
                        case BOOLEAN -> row.getBoolean(name);
                        case INT_8, INT_16, INT_32 -> row.getInt(name);
                        case INT_64, TIMESTAMP, LOCAL_TIMESTAMP -> row.getLong(name);
                        case FLOAT -> row.getFloat(name);
                        case DOUBLE -> row.getDouble(name);
                        case STRING -> row.getString(name);
                        case BYTES -> row.getBinary(name);
                    };
        };
    }

    @Test
    void valuesOfEveryTypeAndNullsComeBack() throws IOException {
        long seed = Long.getLong("dev.tule.seed", System.nanoTime());
        System.out.println("dev.tule.seed=" + seed);
        Random random = new Random(seed);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            COLUMNS.forEach(column -> row.add(random(random, column)));
            rows.add(row);
        }
        write(COLUMNS, rows);
        read(
                rows.size(),
                (row, i) -> {
                    for (int c = 0; c < COLUMNS.size(); c++) {
                        assertThat(read(row, COLUMNS.get(c)))
                                .as("row %d, %s", i, COLUMNS.get(c).name())
                                .isEqualTo(rows.get(i).get(c));
                    }
                });
    }

    @Test
    void rowsGoOnOverPagesAndRowGroups() throws IOException {
        List<Column> columns =
                List.of(new Column("id", Simple.INT_32), new Column("noise", Simple.BYTES));
        Random random = new Random(7);
        byte[] noise = new byte[1 << 20];
        random.nextBytes(noise);
        int rows = 40; // of a MiB that nothing compresses
        try (ParquetWriter writer = new ParquetWriter(file, columns)) {
            for (int i = 0; i < rows; i++) {
                writer.add(Arrays.asList(i, i % 10 == 9 ? null : noise));
            }
            assertThat(writer.rows()).isEqualTo(rows);
            assertThat(writer.sizeBytes()).isGreaterThan(32L << 20);
        }
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
            assertThat(reader.getFileMetaData().rowGroups()).hasSize(2);
        }
        read(
                rows,
                (row, i) -> {
                    assertThat(row.getInt("id")).isEqualTo(i);
                    assertThat(row.isNull("noise")).isEqualTo(i % 10 == 9);
                });
    }

    @Test
    void aFileWithoutRowsSaysWhatItsColumnsAre() throws IOException {
        write(COLUMNS, List.of());
        read(0, (_, _) -> {});
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
            assertThat(reader.getFileSchema().getColumns())
                    .extracting(ColumnSchema::name)
                    .containsExactlyElementsOf(COLUMNS.stream().map(Column::name).toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "9, INT32, 0",
        "10, INT64, 0",
        "18, INT64, 0",
        "19, FIXED_LEN_BYTE_ARRAY, 9",
        "20, FIXED_LEN_BYTE_ARRAY, 9",
        "38, FIXED_LEN_BYTE_ARRAY, 16"
    })
    void decimalsTakeTheLeastSpaceThatHoldsThem(int digits, String physical, int length) {
        Decimal type = new Decimal(digits, 0);
        assertThat(type.physical()).hasToString(physical);
        assertThat(type.length()).isEqualTo(length);
    }

    @Test
    void whatIsNoRowIsRefused() throws IOException {
        assertThatThrownBy(() -> new Decimal(39, 0)).isInstanceOf(IllegalArgumentException.class);
        try (ParquetWriter writer = new ParquetWriter(file, COLUMNS)) {
            assertThatThrownBy(() -> writer.add(List.of(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("1 values for 14 columns");
        }
    }
}
