/**
 * Django's template language: {@code {{ variable|filter:"argument" }}}, {@code {% tag %}},
 * inheritance, partials, automatic escaping by what is written. A template is compiled once into a
 * tree of {@link dev.tule.mtv.template.Node}s, immutable and shared by all threads; a {@link
 * dev.tule.mtv.template.TemplateContext} belongs to one rendering.
 *
 * <p>Language: <a href="https://docs.djangoproject.com/en/6.0/ref/templates/language/">Django's
 * template language</a>. What differs is in {@code docs/mtv/django.md}.
 */
@NullMarked
package dev.tule.mtv.template;

import org.jspecify.annotations.NullMarked;
