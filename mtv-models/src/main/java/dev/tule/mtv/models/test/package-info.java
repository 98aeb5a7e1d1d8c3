/**
 * For the tests of applications with models: a project over databases of its own (Django's test
 * runner and {@code TestCase}).
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/testing/">Django: testing</a>
 */
@NullMarked
package dev.tule.mtv.models.test;

import org.jspecify.annotations.NullMarked;
