package dev.tule.aws.stored;

import dev.tule.aws.protocol.JsonFactories;
import dev.tule.aws.protocol.JsonReader;
import dev.tule.aws.protocol.JsonWriter;
import dev.tule.aws.shape.Shape;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/**
 * How values of one type stand in the store. Safe for use by many threads.
 *
 * <p>What the API describes is kept as the API describes it: as JSON of the SDK's own class, under
 * the names of the wire, which AWS adds to and never changes.
 */
public interface Form<T> {
    byte[] write(T value);

    T read(byte[] row);

    /** The form of one of the SDK's model classes. */
    static <T extends SdkPojo> Form<T> ofSdk(Class<T> model, Supplier<? extends SdkPojo> builder) {
        return new Form<>() {
            @Override
            public byte[] write(T value) {
                return Json.WRITER.write(value);
            }

            @Override
            public T read(byte[] row) {
                SdkPojo filled = builder.get();
                Json.READER.read(row, filled);
                return model.cast(Shape.build(filled));
            }
        };
    }

    /** The codec, which is made once. */
    final class Json {
        private static final int DEPTH = 32;
        private static final int BYTES = 1 << 20;
        private static final JsonWriter WRITER = new JsonWriter(JsonFactories.json(DEPTH, BYTES));
        private static final JsonReader READER = new JsonReader(JsonFactories.json(DEPTH, BYTES));

        private Json() {}
    }
}
