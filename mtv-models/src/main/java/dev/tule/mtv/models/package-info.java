/**
 * Models after Django's: plain classes with public fields, query sets that are lazy, immutable and
 * chained, relations, transactions, signals and several databases. Rooms: {@code meta} (what a
 * model class says of itself), {@code sql} (query sets made SQL), {@code migrations}.
 *
 * <p>Objects are Ebean's entities, made so while compiling (module {@code mtv-compiler}): Ebean
 * saves them, remembers what changed, loads relations when they are first read and keeps
 * transactions. What is read is asked for in SQL of our own, so that lookups, to-many relations and
 * aggregates mean what they mean in Django. No type of Ebean's shows in an application.
 *
 * <p>Query sets are safe for use by many threads; objects belong to one at a time.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/db/">Django: models and databases</a>
 */
@NullMarked
package dev.tule.mtv.models;

import org.jspecify.annotations.NullMarked;
