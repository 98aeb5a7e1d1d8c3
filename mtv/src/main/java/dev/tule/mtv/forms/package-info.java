/**
 * Forms: a record is a form, its components the fields, Jakarta Validation's constraints the rules.
 * Binding a request gives a {@link dev.tule.mtv.forms.Form.Valid} with the record, or a {@link
 * dev.tule.mtv.forms.Form.Invalid} that shows itself with its errors. Only the record's components
 * are read from a request, so nothing else can be assigned.
 */
@NullMarked
package dev.tule.mtv.forms;

import org.jspecify.annotations.NullMarked;
