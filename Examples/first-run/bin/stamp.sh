#!/bin/sh
date > build/stamp
