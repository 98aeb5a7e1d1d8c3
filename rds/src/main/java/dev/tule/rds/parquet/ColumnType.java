package dev.tule.rds.parquet;

import java.math.BigInteger;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.LogicalTypes;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;

/**
 * What a column's values are: how they are stored and what that means (<a
 * href="https://parquet.apache.org/docs/file-format/types/">Types</a>). Immutable.
 */
public sealed interface ColumnType {

    /** How values are stored. */
    Type physical();

    /** How many bytes a value of {@code FIXED_LEN_BYTE_ARRAY} has; 0 of others. */
    default int length() {
        return 0;
    }

    /** Says in the schema what the stored values mean. */
    void annotate(SchemaElement element);

    /** The types without parameters, each with the Java class of its values. */
    enum Simple implements ColumnType {
        /** {@link Boolean}. */
        BOOLEAN(Type.BOOLEAN),
        /** {@link Integer} of 8 bits. */
        INT_8(Type.INT32),
        /** {@link Integer} of 16 bits. */
        INT_16(Type.INT32),
        /** {@link Integer}. */
        INT_32(Type.INT32),
        /** {@link Long}. */
        INT_64(Type.INT64),
        /** {@link Float}. */
        FLOAT(Type.FLOAT),
        /** {@link Double}. */
        DOUBLE(Type.DOUBLE),
        /** {@link String}. */
        STRING(Type.BYTE_ARRAY),
        /** {@code byte[]}. */
        BYTES(Type.BYTE_ARRAY),
        /** {@link Long}: microseconds since 1970 in UTC. */
        TIMESTAMP(Type.INT64),
        /** {@link Long}: microseconds since 1970 of a clock on a wall. */
        LOCAL_TIMESTAMP(Type.INT64);

        private final Type physical;

        Simple(Type physical) {
            this.physical = physical;
        }

        @Override
        public Type physical() {
            return physical;
        }

        @Override
        public void annotate(SchemaElement element) {
            switch (this) {
                case INT_8 -> annotate(element, integer(8), ConvertedType.INT_8);
                case INT_16 -> annotate(element, integer(16), ConvertedType.INT_16);
                case STRING -> annotate(element, LogicalTypes.UTF8, ConvertedType.UTF8);
                case TIMESTAMP ->
                        annotate(element, timestamp(true), ConvertedType.TIMESTAMP_MICROS);
                // Readers of before logical types would take the old annotation for UTC.
                case LOCAL_TIMESTAMP -> element.setLogicalType(timestamp(false));
                case BOOLEAN, INT_32, INT_64, FLOAT, DOUBLE, BYTES -> {
                    // What is stored says all.
                }
            }
        }

        private static void annotate(SchemaElement element, LogicalType is, ConvertedType was) {
            element.setLogicalType(is);
            element.setConverted_type(was);
        }

        private static LogicalType integer(int bits) {
            return LogicalType.INTEGER(new IntType((byte) bits, true));
        }

        private static LogicalType timestamp(boolean utc) {
            return LogicalType.TIMESTAMP(
                    new TimestampType(utc, TimeUnit.MICROS(new MicroSeconds())));
        }
    }

    /**
     * {@link java.math.BigDecimal} of a precision of 1 to 38 digits, {@code scale} of them behind
     * the point; stored in the least space that holds all such.
     */
    record Decimal(int precision, int scale) implements ColumnType {
        /** The most digits that readers are known to take. */
        public static final int MOST_DIGITS = 38;

        private static final int DIGITS_OF_INT = 9;
        private static final int DIGITS_OF_LONG = 18;

        /**
         * @throws IllegalArgumentException when the precision or the scale can't be
         */
        public Decimal {
            if (precision < 1 || precision > MOST_DIGITS || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("decimal(" + precision + "," + scale + ")");
            }
        }

        @Override
        public Type physical() {
            if (precision <= DIGITS_OF_INT) {
                return Type.INT32;
            }
            return precision <= DIGITS_OF_LONG ? Type.INT64 : Type.FIXED_LEN_BYTE_ARRAY;
        }

        @Override
        public int length() {
            if (physical() != Type.FIXED_LEN_BYTE_ARRAY) {
                return 0;
            }
            return BigInteger.TEN.pow(precision).bitLength() / Byte.SIZE + 1;
        }

        @Override
        public void annotate(SchemaElement element) {
            element.setLogicalType(LogicalType.DECIMAL(new DecimalType(scale, precision)));
            element.setConverted_type(ConvertedType.DECIMAL);
            element.setPrecision(precision);
            element.setScale(scale);
        }
    }
}
