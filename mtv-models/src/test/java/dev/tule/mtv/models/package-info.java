/** The models' tests. {@code ModelContract} runs on every database. */
package dev.tule.mtv.models;
