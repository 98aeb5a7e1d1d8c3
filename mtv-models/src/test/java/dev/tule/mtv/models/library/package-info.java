/** A library, as an application's author would write it: the models that all tests work on. */
package dev.tule.mtv.models.library;
