package dev.tule.mtv.forms;

/**
 * What a field looks like.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/forms/widgets/">Django: widgets</a>
 */
public enum Widget {
    /** By the component's type and constraints. */
    AUTOMATIC(""),
    TEXT("text"),
    TEXTAREA(""),
    /** Never shows what was entered. */
    PASSWORD("password"),
    EMAIL("email"),
    URL("url"),
    NUMBER("number"),
    DATE("date"),
    DATETIME("datetime-local"),
    TIME("time"),
    CHECKBOX("checkbox"),
    SELECT(""),
    RADIO("radio"),
    FILE("file"),
    HIDDEN("hidden");

    private final String inputType;

    Widget(String inputType) {
        this.inputType = inputType;
    }

    String inputType() {
        return inputType;
    }
}
