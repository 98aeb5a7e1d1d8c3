/**
 * A web framework after Django: a {@link dev.tule.mtv.Project} is made from settings and answers
 * requests; {@link dev.tule.mtv.View}s are functions from {@link dev.tule.mtv.Request} to {@link
 * dev.tule.mtv.Response}. Stands on {@code http} alone.
 *
 * <p>The way of a request: {@code Project} binds itself as the current project, hands the request
 * to the chain of {@link dev.tule.mtv.Middleware}, whose innermost link asks the {@link
 * dev.tule.mtv.urls.Resolver} for the view and calls it. Exceptions become pages in one place,
 * {@code dev.tule.mtv.debug.ErrorPages}, around every link of the chain.
 *
 * <p>Threads: none of its own. A request and its response belong to the request's (virtual) thread;
 * a project, its templates and its URLs are immutable and shared by all.
 *
 * <p>Names and behaviour: Django 6.0, <a href="https://docs.djangoproject.com/en/6.0/">its
 * documentation</a>. What differs is in {@code docs/mtv/django.md}.
 */
@NullMarked
package dev.tule.mtv;

import org.jspecify.annotations.NullMarked;
