package dev.tule.mtv.forms;

import dev.tule.mtv.upload.UploadedFile;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/**
 * A record as a form, worked out once.
 *
 * @param fields in the components' order
 */
record FormType(List<FormField> fields) {
    private static final ClassValue<FormType> KNOWN =
            new ClassValue<>() {
                @Override
                protected FormType computeValue(Class<?> type) {
                    List<FormField> fields = new ArrayList<>();
                    for (RecordComponent component : type.getRecordComponents()) {
                        FormField field = FormField.of(component);
                        if (field.type() != UploadedFile.class
                                && !Conversion.isPossible(field.type())) {
                            throw new IllegalArgumentException(
                                    "a form can't have a field of type "
                                            + field.type().getSimpleName()
                                            + ": "
                                            + type.getSimpleName()
                                            + "."
                                            + field.name());
                        }
                        fields.add(field);
                    }
                    return new FormType(List.copyOf(fields));
                }
            };

    static FormType of(Class<? extends Record> type) {
        return KNOWN.get(type);
    }
}
