/**
 * DynamoDB: tables and items over the store, spoken to through the AWS SDK's client interface and
 * through the API of 2011-12-05 (package {@code legacy}). {@link dev.tule.dynamodb.DynamoDb} is the
 * entry; one service object answers for an account and region.
 *
 * <p>Where things stand in the store (one shard an account and region; {@link
 * dev.tule.dynamodb.Layout} has the keys): a table's description under its name; its items under
 * its number, by the hash of the hash key and then the range key in order; of each secondary index
 * one row an item, which leads to the item. Everything an operation changes, it changes in one
 * transaction, so that reads are always consistent and indexes never lag.
 *
 * <p>Threads: operations run on the caller's thread. Freeing deleted tables, filling new indexes
 * and removing expired items run on virtual threads that {@link dev.tule.dynamodb.DynamoDb} starts
 * and ends; what they have still to do is in the store, and goes on after a restart.
 *
 * <p>Specification: Amazon DynamoDB API Reference, API version 2012-08-10, and its Developer Guide.
 */
@NullMarked
package dev.tule.dynamodb;

import org.jspecify.annotations.NullMarked;
