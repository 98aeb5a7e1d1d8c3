/** A shop's models before a change. */
package dev.tule.mtv.models.migrations.before;
