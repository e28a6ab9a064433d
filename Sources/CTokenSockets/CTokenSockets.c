#include "CTokenSockets.h"
