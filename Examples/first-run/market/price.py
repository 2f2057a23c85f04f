"""Writes the price of an order; the order book is a package of its own."""
import orderbook

with open("build/price", "w") as out:
    print(orderbook.price(6, 7), file=out)
