#ifndef RECOURSE_CZLIB_SHIM_H
#define RECOURSE_CZLIB_SHIM_H
#include <zlib.h>
#endif
