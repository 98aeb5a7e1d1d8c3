/**
 * Forms of models: fields, labels, constraints and choices are the model's. Only the fields that a
 * form lists can be set by what is sent. Forms are immutable; a bound one belongs to its request.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/forms/modelforms/">Django: forms from
 *     models</a>
 */
@NullMarked
package dev.tule.mtv.models.forms;

import org.jspecify.annotations.NullMarked;
