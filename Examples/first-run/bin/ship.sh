#!/bin/sh
echo "$1" > build/shipped
