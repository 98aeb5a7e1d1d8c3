package dev.tule.mtv.forms;

/**
 * A form's record with rules across fields.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/forms/validation/#cleaning-and-validating-fields-that-depend-on-each-other">
 *     Django: clean</a>
 */
public interface Cleaned {

    /** Called when every field is valid by itself. */
    void clean(FormErrors errors);
}
