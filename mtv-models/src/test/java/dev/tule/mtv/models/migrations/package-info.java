/** Migrations' tests. */
package dev.tule.mtv.models.migrations;
